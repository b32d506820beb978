#include "ogee/status.h"

#include <stdarg.h>
#include <stdio.h>

#include "fail.h"

static _Thread_local char detail[512];

const char *og_status_text(og_status status)
{
    switch (status) {
#define OG_STATUS_CASE(code, text)                                                                           \
    case code: return text;
        OG_STATUS_LIST(OG_STATUS_CASE)
#undef OG_STATUS_CASE
    case OG_STATUS_COUNT: break;
    }
    return "unknown status";
}

const char *og_error_detail(void)
{
    return detail;
}

og_status og_fail(og_status status, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(detail, sizeof detail, format, arguments);
    va_end(arguments);
    return status;
}
