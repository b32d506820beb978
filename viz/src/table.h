/* A growing map from a 64-bit key to a 32-bit value. Key 0 is not allowed. */
#ifndef OGEE_VIZ_SRC_TABLE_H
#define OGEE_VIZ_SRC_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct ogv_table {
    uint64_t *keys;
    uint32_t *values;
    size_t count, capacity;
} ogv_table;

void ogv_table_free(ogv_table *table);
bool ogv_table_find(const ogv_table *table, uint64_t key, uint32_t *value);
/* False without memory: the key is then simply not remembered. */
bool ogv_table_put(ogv_table *table, uint64_t key, uint32_t value);

#endif
