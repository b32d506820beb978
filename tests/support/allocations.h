/* Counts what is allocated: the linker sends every malloc, calloc and realloc of ogee here (--wrap, for the
   programs that tests/CMakeLists.txt names). For one source file of a program. */
#ifndef OGEE_TEST_ALLOCATIONS_H
#define OGEE_TEST_ALLOCATIONS_H

#include <stddef.h>

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);

static size_t allocations, refused; /* the number of the one that fails; 0: none */

void *__wrap_malloc(size_t size)
{
    return ++allocations == refused ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return ++allocations == refused ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *block, size_t size)
{
    return ++allocations == refused ? NULL : __real_realloc(block, size);
}

#endif
