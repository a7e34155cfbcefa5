// IVssWMFiledesc over the data of writers.h.
#pragma once

#include <windows.h>
#include <vss.h>
#include <vswriter.h>

#include <vector>

#include "metadata-alive.h"
#include "writers.h"

// The file specification at an index. It keeps a copy, so the list may go.
HRESULT giveFiledesc(const std::vector<FileSpec> &specs, UINT index, IVssWMFiledesc **out, const MetadataAlive &alive);
