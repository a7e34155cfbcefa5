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

IVssExamineWriterMetadata *createWriterMetadata(const Writer &writer, const MetadataAlive &alive);
