// The components of one writer that take part: IVssWriterComponentsExt and IVssComponent.
#pragma once

#include <windows.h>
#include <vss.h>
#include <vswriter.h>
#include <vsbackup.h>

#include <vector>

#include "documents.h"

// A look at the components as they are now; all of one writer.
IVssWriterComponentsExt *createWriterComponents(const std::vector<AddedComponent> &components);
