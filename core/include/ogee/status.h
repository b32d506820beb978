/* What a call that can fail returns, and the words for it. */
#ifndef OGEE_STATUS_H
#define OGEE_STATUS_H

/* One row for each status: the code and its sentence. A test provokes every one of them. */
#define OG_STATUS_LIST(X)                                                                                    \
    X(OG_OK, "ok")                                                                                           \
    X(OG_ERR_ARGUMENT, "an argument is outside its allowed values")                                          \
    X(OG_ERR_SHAPE, "shapes do not fit together")                                                            \
    X(OG_ERR_MEMORY, "out of memory")                                                                        \
    X(OG_ERR_FILE, "a file cannot be opened, read or written")                                               \
    X(OG_ERR_FORMAT, "a file's content is malformed")                                                        \
    X(OG_ERR_DATA, "the data cannot be learned from")                                                        \
    X(OG_ERR_DIVERGED, "training diverged")

typedef enum og_status {
#define OG_STATUS_CODE(code, text) code,
    OG_STATUS_LIST(OG_STATUS_CODE)
#undef OG_STATUS_CODE
        OG_STATUS_COUNT
} og_status;

/* The sentence for a status, for example "out of memory"; "unknown status" for a value that is none. */
const char *og_status_text(og_status status);

/* What exactly went wrong in the last failed call of this thread: which value, what was expected, what was
   there. One sentence without a final full stop; "" before any failure. Valid until the next failure. */
const char *og_error_detail(void);

/* Keeps the formatted sentence as the detail and returns status, so that a failing function ends with one line:
   return og_fail(OG_ERR_ARGUMENT, "...", ...). */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
og_status og_fail(og_status status, const char *format, ...);

#endif
