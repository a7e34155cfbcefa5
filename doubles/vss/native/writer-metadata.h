// One writer's metadata: IVssExamineWriterMetadata and its newer interfaces over the data of writers.h.
#pragma once

#include <windows.h>
#include <vss.h>
#include <vswriter.h>
#include <vsbackup.h>

#include "metadata-alive.h"
#include "writers.h"

// A new reference, as the newest interface that there is.
IVssExamineWriterMetadataEx2 *createWriterMetadata(const Writer &writer, const MetadataAlive &alive);
