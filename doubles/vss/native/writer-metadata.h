// One writer's metadata: IVssExamineWriterMetadata, IVssWMComponent and IVssWMFiledesc over the data of writers.h.
#pragma once

#include <windows.h>
#include <vss.h>
#include <vswriter.h>
#include <vsbackup.h>

#include <memory>

#include "writers.h"

// Whether FreeWriterMetadata has been called: from then on no metadata of that backup may be used.
using MetadataAlive = std::shared_ptr<bool>;

// The file specification at an index. It keeps a copy, so the list may go.
HRESULT giveFiledesc(const std::vector<FileSpec> &specs, UINT index, IVssWMFiledesc **out, const MetadataAlive &alive);

// A new reference, as the newest interface that there is.
IVssExamineWriterMetadataEx2 *createWriterMetadata(const Writer &writer, const MetadataAlive &alive);
