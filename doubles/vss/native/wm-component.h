// IVssWMComponent and IVssWMDependency over the data of writers.h.
#pragma once

#include <windows.h>
#include <vss.h>
#include <vswriter.h>
#include <vsbackup.h>

#include "metadata-alive.h"
#include "writers.h"

IVssWMComponent *createWMComponent(const WriterComponent &component, const MetadataAlive &alive);
