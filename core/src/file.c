/* The only file of core that goes beyond the C standard library: what it needs of a file system is POSIX. */
#define _XOPEN_SOURCE 700
#include "ogee/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static og_status cannot_write(const char *path, int error)
{
    return og_fail(OG_ERR_FILE, "%s: cannot be written: %s", path, strerror(error));
}

/* How many bytes of path are its folder, with the slash. */
static size_t folder_length(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? (size_t)(slash - path) + 1 : 0;
}

/* Puts what the symbolic link *path points to in its place. Returns 0 or errno; EINVAL: it is none. */
static int follow_link(char **path)
{
    enum { LONGEST = 4096 };
    char *link = malloc(LONGEST);
    ssize_t length = link ? readlink(*path, link, LONGEST - 1) : -1;
    int error = link ? (length < 0 ? errno : 0) : ENOMEM;
    if (!error) {
        link[length] = 0;
        size_t folder = link[0] == '/' ? 0 : folder_length(*path);
        char *next = malloc(folder + (size_t)length + 1);
        if (next) {
            memcpy(next, *path, folder);
            memcpy(next + folder, link, (size_t)length + 1);
            free(*path);
            *path = next;
        } else {
            error = ENOMEM;
        }
    }
    free(link);
    return error;
}

/* Also a link to a file that is not there yet leads to where it belongs, which realpath would not say. */
static int follow_links(char **path)
{
    enum { LINKS = 40 };
    for (int i = 0; i < LINKS; i++) {
        int error = follow_link(path);
        if (error)
            return error == ENOMEM ? error : 0; /* what else is wrong shows when the file is made */
    }
    return ELOOP;
}

static int open_stream(og_file *file, const char *path, int flags, mode_t mode)
{
    int descriptor = open(path, flags | O_WRONLY | O_CREAT | O_NOCTTY | O_CLOEXEC, mode);
    if (descriptor < 0)
        return errno;
    file->stream = fdopen(descriptor, "wb");
    if (file->stream)
        return 0;
    int error = errno;
    close(descriptor);
    return error;
}

/* The extension with its point, for a picture writer goes by it; "" for none and for what is too long to be
   one. */
static const char *extension_of(const char *path)
{
    enum { LONGEST = 16 };
    const char *dot = strrchr(path + folder_length(path), '.');
    return dot && strlen(dot) <= LONGEST ? dot : "";
}

/* "runs/log.csv" becomes "runs/ogee-1234-0.tmp.csv": short, since the name itself may be as long as names
   can be. */
static int make_temporary(og_file *file)
{
    enum { TRIES = 100, LONGEST_NAME = 80 };
    size_t folder = folder_length(file->target), size = folder + LONGEST_NAME;
    file->temporary = malloc(size);
    int error = file->temporary ? EEXIST : ENOMEM;
    for (int i = 0; i < TRIES && error == EEXIST; i++) {
        snprintf(file->temporary, size, "%.*sogee-%ld-%d.tmp%s", (int)folder, file->target, (long)getpid(), i,
                 extension_of(file->target));
        error = open_stream(file, file->temporary, O_EXCL, 0666);
    }
    if (error) {
        free(file->temporary);
        file->temporary = NULL;
    }
    return error;
}

static int open_target(og_file *file)
{
    struct stat info;
    bool there = stat(file->target, &info) == 0;
    if (!there && errno != ENOENT)
        return errno;
    if (there && S_ISDIR(info.st_mode))
        return EISDIR;
    if (there && access(file->target, W_OK) != 0)
        return errno;
    /* /dev/stdout is a link to what only the system can open. */
    if (there && !S_ISREG(info.st_mode))
        return open_stream(file, file->target, 0, 0666);
    int error = file->target[0] ? follow_links(&file->target) : ENOENT;
    if (!error)
        error = make_temporary(file);
    if (!there)
        return error;
    if (!error && fchmod(fileno(file->stream), info.st_mode & 0777) != 0)
        error = errno;
    return error;
}

static char *copy_path(const char *path)
{
    size_t size = strlen(path) + 1;
    char *copy = malloc(size);
    return copy ? memcpy(copy, path, size) : NULL;
}

og_status og_file_resolve(const char *path, char **target)
{
    char *end = copy_path(path);
    int error = end ? follow_links(&end) : ENOMEM;
    if (!error) {
        *target = end;
        return OG_OK;
    }
    free(end);
    return cannot_write(path, error);
}

og_status og_file_open(og_file *file, const char *path)
{
    *file = (og_file){0};
    file->name = copy_path(path);
    file->target = copy_path(path);
    int error = file->name && file->target ? open_target(file) : ENOMEM;
    if (!error)
        return OG_OK;
    og_file_discard(file);
    return cannot_write(path, error);
}

/* Some file systems have nothing to sync and say so with EINVAL or ENOTSUP. */
static int sync_descriptor(int descriptor)
{
    return fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP ? 0 : errno;
}

/* A stream only keeps that a write failed; what stopped it stops one more byte too. */
static int why_not(FILE *stream)
{
    errno = 0;
    bool passed = fwrite("", 1, 1, stream) == 1 && fflush(stream) == 0;
    return passed || errno == 0 ? EIO : errno;
}

og_status og_file_close(og_file *file)
{
    if (!file->stream)
        return OG_OK;
    int error = 0;
    if (ferror(file->stream))
        error = why_not(file->stream);
    else if (fflush(file->stream) != 0)
        error = errno;
    if (!error && file->temporary)
        error = sync_descriptor(fileno(file->stream));
    if (fclose(file->stream) != 0 && !error)
        error = errno;
    file->stream = NULL;
    return error ? cannot_write(file->name, error) : OG_OK;
}

/* So that the new name outlives a power cut. The file is whole by now, and not every system lets a folder be
   synced, so a failure changes nothing. */
static void sync_folder(const char *path)
{
    size_t length = folder_length(path);
    char *folder = malloc(length + 2);
    if (!folder)
        return;
    memcpy(folder, path, length);
    memcpy(folder + length, ".", 2);
    int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    free(folder);
    if (descriptor < 0)
        return;
    (void)sync_descriptor(descriptor);
    close(descriptor);
}

og_status og_file_commit(og_file *file)
{
    og_status status = og_file_close(file);
    if (status == OG_OK && file->temporary) {
        if (rename(file->temporary, file->target) == 0) {
            sync_folder(file->target);
            free(file->temporary);
            file->temporary = NULL;
        } else {
            status = cannot_write(file->name, errno);
        }
    }
    og_file_discard(file);
    return status;
}

og_status og_file_end(og_file *file, og_status written)
{
    if (written == OG_OK)
        return og_file_commit(file);
    og_file_discard(file);
    return written;
}

void og_file_discard(og_file *file)
{
    if (file->stream)
        fclose(file->stream);
    if (file->temporary)
        unlink(file->temporary);
    free(file->temporary);
    free(file->target);
    free(file->name);
    *file = (og_file){0};
}
