#include "atomic_file.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

og_status ogv_atomic_open(ogv_atomic_file *file, const char *path)
{
    if (strlen(path) >= sizeof file->path)
        return og_fail(OG_ERR_FILE, "the name of the picture is longer than %zu bytes",
                       sizeof file->path - 1);
    snprintf(file->path, sizeof file->path, "%s", path);
    snprintf(file->temporary, sizeof file->temporary, "%s.part", path);
    file->stream = fopen(file->temporary, "wb");
    if (!file->stream)
        return og_fail(OG_ERR_FILE, "the picture %s cannot be written: %s", path, strerror(errno));
    return OG_OK;
}

og_status ogv_atomic_close(ogv_atomic_file *file)
{
    errno = 0;
    bool ok = !ferror(file->stream) && fflush(file->stream) == 0;
    ok = fclose(file->stream) == 0 && ok;
    if (ok && rename(file->temporary, file->path) == 0)
        return OG_OK;
    int reason = errno ? errno : EIO;
    remove(file->temporary);
    return og_fail(OG_ERR_FILE, "the picture %s cannot be written: %s", file->path, strerror(reason));
}

void ogv_atomic_discard(ogv_atomic_file *file)
{
    fclose(file->stream);
    remove(file->temporary);
}
