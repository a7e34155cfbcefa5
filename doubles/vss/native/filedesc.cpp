#include "filedesc.h"

#include "bstr.h"
#include "com-object.h"

namespace {

class Filedesc final : public ComObject<Filedesc, IVssWMFiledesc> {
 public:
  static constexpr const char *name = "IVssWMFiledesc";
  Filedesc(const FileSpec &spec, const MetadataAlive &alive) : spec_(spec), alive_(alive) {}

  HRESULT STDMETHODCALLTYPE GetPath(BSTR *path) override {
    return readMetadata("IVssWMFiledesc::GetPath", alive_, [&] { return giveBstr(path, spec_.path); });
  }
  HRESULT STDMETHODCALLTYPE GetFilespec(BSTR *filespec) override {
    return readMetadata("IVssWMFiledesc::GetFilespec", alive_, [&] { return giveBstr(filespec, spec_.filespec); });
  }
  HRESULT STDMETHODCALLTYPE GetRecursive(boolean *recursive) override {
    return readMetadata("IVssWMFiledesc::GetRecursive", alive_,
                [&] { return give<boolean>(recursive, spec_.recursive); });
  }
  HRESULT STDMETHODCALLTYPE GetAlternateLocation(BSTR *location) override {
    return readMetadata("IVssWMFiledesc::GetAlternateLocation", alive_, [&] { return giveBstr(location, spec_.alternateLocation); });
  }
  HRESULT STDMETHODCALLTYPE GetBackupTypeMask(DWORD *mask) override {
    return readMetadata("IVssWMFiledesc::GetBackupTypeMask", alive_, [&] {
      return give<DWORD>(mask, VSS_FSBT_ALL_BACKUP_REQUIRED | VSS_FSBT_ALL_SNAPSHOT_REQUIRED);
    });
  }

 private:
  const FileSpec spec_;
  MetadataAlive alive_;
};

}  // namespace

HRESULT giveFiledesc(const std::vector<FileSpec> &specs, UINT index, IVssWMFiledesc **out,
                     const MetadataAlive &alive) {
  if (out == nullptr) return E_POINTER;
  *out = nullptr;
  if (index >= specs.size()) return VSS_E_OBJECT_NOT_FOUND;
  *out = new Filedesc(specs[index], alive);
  return S_OK;
}
