/* How core passes a failure on; og_fail, which starts one, is in status.h. */
#ifndef OGEE_SRC_FAIL_H
#define OGEE_SRC_FAIL_H

#include "ogee/status.h"

/* Returns from the calling function when a call in it failed; the detail stays as that call wrote it. */
#define OG_TRY(call)                                                                                         \
    do {                                                                                                     \
        og_status og_try_status = (call);                                                                    \
        if (og_try_status != OG_OK)                                                                          \
            return og_try_status;                                                                            \
    } while (0)

#endif
