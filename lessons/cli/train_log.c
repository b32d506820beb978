#define _XOPEN_SOURCE 700
#include "train_log.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char header[] = "epoch,train_loss,train_accuracy,test_loss,test_accuracy\n";

/* The epoch of the last line, 0 under the header alone; false: this is no log. */
static bool last_epoch(FILE *log, size_t *epoch)
{
    enum { LONGEST = 256 };
    char line[LONGEST];
    bool right = fgets(line, sizeof line, log) && strcmp(line, header) == 0;
    *epoch = 0;
    while (right && fgets(line, sizeof line, log)) {
        char *end;
        *epoch = (size_t)strtoull(line, &end, 10);
        right = end > line && *end == ',' && strchr(line, '\n');
    }
    return right;
}

int ogl_log_check(const char *path, const char *resumed, const og_trainer *trainer, bool *follows)
{
    struct stat info;
    size_t epoch = 0;
    *follows = false;
    if (stat(path, &info) != 0 || !S_ISREG(info.st_mode))
        return OGL_DONE;
    FILE *log = fopen(path, "rb");
    bool is_log = log && last_epoch(log, &epoch);
    if (log)
        fclose(log);
    *follows = is_log && epoch == trainer->epoch;
    if (*follows)
        return OGL_DONE;
    if (is_log)
        ogl_error("%s: ends with epoch %zu, and the run in %s goes on after epoch %zu; choose another --log",
                  path, epoch, resumed, trainer->epoch);
    else
        ogl_error("%s: is there and is no log to go on with; choose another --log", path);
    return OGL_USAGE;
}

og_status ogl_log_begin(FILE *log, const char *old)
{
    char piece[4096];
    size_t size;
    if (!old) {
        fputs(header, log);
        return OG_OK;
    }
    FILE *from = fopen(old, "rb");
    if (!from)
        return og_fail(OG_ERR_FILE, "%s: cannot be read: %s", old, strerror(errno));
    while ((size = fread(piece, 1, sizeof piece, from)) > 0)
        fwrite(piece, 1, size, log);
    og_status status =
        ferror(from) ? og_fail(OG_ERR_FILE, "%s: cannot be read: %s", old, strerror(errno)) : OG_OK;
    fclose(from);
    return status;
}

/* Losses of batches are sums of floats, good to seven digits. */
void ogl_log_epoch(FILE *log, const og_trainer *trainer)
{
    og_score train = trainer->last_epoch, test = trainer->last_validation;
    fprintf(log, "%zu,%.7g,%.9g,", trainer->epoch, train.loss, train.accuracy);
    if (trainer->validation && trainer->validation->rows > 0)
        fprintf(log, "%.7g,%.9g\n", test.loss, test.accuracy);
    else
        fputs(",\n", log);
}
