#include "table.h"

#include <stdlib.h>

void ogv_table_free(ogv_table *table)
{
    free(table->keys);
    free(table->values);
    *table = (ogv_table){0};
}

/* The slot of the key, or the empty one where it belongs. */
static size_t slot_of(const ogv_table *table, uint64_t key)
{
    uint64_t hash = (key ^ key >> 29) * 0x9E3779B97F4A7C15u;
    size_t slot = (size_t)(hash >> 32) & (table->capacity - 1);
    while (table->keys[slot] != 0 && table->keys[slot] != key)
        slot = (slot + 1) & (table->capacity - 1);
    return slot;
}

bool ogv_table_find(const ogv_table *table, uint64_t key, uint32_t *value)
{
    if (table->capacity == 0)
        return false;
    size_t slot = slot_of(table, key);
    if (table->keys[slot] != key)
        return false;
    *value = table->values[slot];
    return true;
}

static bool grow(ogv_table *table)
{
    ogv_table bigger = {.capacity = table->capacity ? 2 * table->capacity : 512, .count = table->count};
    bigger.keys = calloc(bigger.capacity, sizeof *bigger.keys);
    bigger.values = calloc(bigger.capacity, sizeof *bigger.values);
    if (!bigger.keys || !bigger.values) {
        ogv_table_free(&bigger);
        return false;
    }
    for (size_t i = 0; i < table->capacity; i++) {
        if (table->keys[i] != 0) {
            size_t slot = slot_of(&bigger, table->keys[i]);
            bigger.keys[slot] = table->keys[i];
            bigger.values[slot] = table->values[i];
        }
    }
    ogv_table_free(table);
    *table = bigger;
    return true;
}

bool ogv_table_put(ogv_table *table, uint64_t key, uint32_t value)
{
    if (2 * (table->count + 1) > table->capacity && !grow(table))
        return false;
    size_t slot = slot_of(table, key);
    table->count += table->keys[slot] == 0;
    table->keys[slot] = key;
    table->values[slot] = value;
    return true;
}
