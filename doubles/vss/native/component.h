// IVssComponent and its newer interfaces.
#pragma once

#include <windows.h>
#include <vss.h>
#include <vswriter.h>

#include "documents.h"

// A look at a component as it is now.
IVssComponent *createComponent(const AddedComponent &added);
