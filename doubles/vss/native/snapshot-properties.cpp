#include "snapshot-properties.h"

#include <objbase.h>

#include <cstring>

#include "control.h"

namespace {

VSS_PWSZ allocate(const std::wstring &text) {
  const size_t size = (text.size() + 1) * sizeof(WCHAR);
  auto *copy = static_cast<VSS_PWSZ>(CoTaskMemAlloc(size));
  std::memcpy(copy, text.c_str(), size);
  return copy;
}

std::wstring computerName() {
  WCHAR name[MAX_COMPUTERNAME_LENGTH + 1];
  DWORD length = MAX_COMPUTERNAME_LENGTH + 1;
  return GetComputerNameW(name, &length) ? name : L"";
}

// Answers a volume's name as it is, whichever way the requester named it.
std::wstring volumeName(const std::wstring &volume) {
  WCHAR name[64];
  return GetVolumeNameForVolumeMountPointW(volume.c_str(), name, 64) ? name : volume;
}

void release(VSS_PWSZ &text) {
  CoTaskMemFree(text);
  text = nullptr;
}

}  // namespace

void fillSnapshotProperties(const MachineSnapshot &snapshot, VSS_SNAPSHOT_PROP *properties) {
  FILETIME now;
  GetSystemTimeAsFileTime(&now);
  *properties = {};
  properties->m_SnapshotId = snapshot.id;
  properties->m_SnapshotSetId = snapshot.setId;
  properties->m_lSnapshotsCount = snapshot.count;
  properties->m_pwszSnapshotDeviceObject =
      allocate(L"\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy" + std::to_wstring(snapshot.number));
  properties->m_pwszOriginalVolumeName = allocate(volumeName(snapshot.volume));
  properties->m_pwszOriginatingMachine = allocate(computerName());
  properties->m_pwszServiceMachine = allocate(computerName());
  if (!snapshot.exposedName.empty()) properties->m_pwszExposedName = allocate(snapshot.exposedName);
  properties->m_ProviderId = SYSTEM_PROVIDER;
  properties->m_lSnapshotAttributes = snapshot.attributes;
  properties->m_tsCreationTimestamp =
      static_cast<LONGLONG>((static_cast<ULONGLONG>(now.dwHighDateTime) << 32) | now.dwLowDateTime);
  properties->m_eStatus = VSS_SS_CREATED;
  control::born();
}

extern "C" void APIENTRY VssFreeSnapshotPropertiesInternal(VSS_SNAPSHOT_PROP *properties) {
  control::Lock lock;
  if (properties == nullptr || properties->m_pwszSnapshotDeviceObject == nullptr) {
    control::recordMisuse("VssFreeSnapshotPropertiesInternal on properties that are not out");
    return;
  }
  release(properties->m_pwszSnapshotDeviceObject);
  release(properties->m_pwszOriginalVolumeName);
  release(properties->m_pwszOriginatingMachine);
  release(properties->m_pwszServiceMachine);
  release(properties->m_pwszExposedName);
  release(properties->m_pwszExposedPath);
  control::died();
  control::record("VssFreeSnapshotPropertiesInternal", S_OK);
}
