// Whether a writer's metadata may still be read.
#pragma once

#include <windows.h>
#include <vss.h>

#include <memory>
#include <string>

#include "control.h"

// False once FreeWriterMetadata has been called: from then on no metadata of that backup may be used.
using MetadataAlive = std::shared_ptr<bool>;

// Every use of dead metadata is written down; Windows would read freed memory.
template <typename Body>
HRESULT readMetadata(const char *name, const MetadataAlive &alive, Body body) {
  return control::call(name, [&]() -> HRESULT {
    if (*alive) return body();
    control::recordMisuse(std::string(name) + " after FreeWriterMetadata");
    return VSS_E_BAD_STATE;
  });
}
