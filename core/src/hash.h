/* FNV-1a with 64 bits, over numbers whose bytes count from the lowest up, whatever the machine. */
#ifndef OGEE_SRC_HASH_H
#define OGEE_SRC_HASH_H

#include <stddef.h>
#include <stdint.h>

#define OG_HASH_START UINT64_C(0xcbf29ce484222325)

static inline uint64_t og_hash_add(uint64_t hash, uint64_t value, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++)
        hash = (hash ^ (value >> 8 * i & 0xff)) * UINT64_C(0x100000001b3);
    return hash;
}

#endif
