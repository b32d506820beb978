#include "safetensors.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "csv.h"
#include "fail.h"
#include "model_io_text.h"

enum {
    LENGTH_BYTES = 8,
    HEADER_LIMIT = 100 * 1000 * 1000, /* other readers refuse more */
    METADATA_LIMIT = 256
};

static const char metadata_key[] = "__metadata__";

static size_t type_size(const og_st_tensor *tensor)
{
    return tensor->type == OG_ST_I64 ? 8 : 4;
}

/* ---- writing ---- */

static void put_little_endian(unsigned char *to, uint64_t value, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++)
        to[i] = (unsigned char)(value >> (8 * i) & 0xff);
}

static bool write_tensor(FILE *out, const og_st_tensor *tensor)
{
    enum { PIECE = 1024 };
    unsigned char bytes[4 * PIECE];
    if (tensor->type == OG_ST_I64) {
        put_little_endian(bytes, (uint64_t)tensor->integer, 8);
        return fwrite(bytes, 1, 8, out) == 8;
    }
    for (size_t start = 0; start < tensor->count; start += PIECE) {
        size_t numbers = tensor->count - start < PIECE ? tensor->count - start : PIECE;
        for (size_t i = 0; i < numbers; i++) {
            uint32_t bits;
            memcpy(&bits, &tensor->value[start + i], sizeof bits);
            put_little_endian(bytes + 4 * i, bits, 4);
        }
        if (fwrite(bytes, 4, numbers, out) != numbers)
            return false;
    }
    return true;
}

/* cJSON would print a number as a double in the manner of the locale. */
static bool add_size(cJSON *array, size_t value)
{
    char text[32];
    snprintf(text, sizeof text, "%zu", value);
    return cJSON_AddItemToArray(array, cJSON_CreateRaw(text));
}

static bool describe(cJSON *header, const og_st_tensor *tensor, size_t begin)
{
    cJSON *entry = cJSON_AddObjectToObject(header, tensor->name);
    bool ok = entry && cJSON_AddStringToObject(entry, "dtype", tensor->type == OG_ST_I64 ? "I64" : "F32");
    cJSON *shape = ok ? cJSON_AddArrayToObject(entry, "shape") : NULL;
    for (int d = 0; shape && d < tensor->ndim; d++)
        ok = add_size(shape, tensor->dim[d]) && ok;
    cJSON *offsets = shape ? cJSON_AddArrayToObject(entry, "data_offsets") : NULL;
    return offsets && ok && add_size(offsets, begin) &&
           add_size(offsets, begin + tensor->count * type_size(tensor));
}

static char *header_text(const cJSON *metadata, const og_st_tensor *tensors, size_t count)
{
    cJSON *header = cJSON_CreateObject();
    cJSON *copy = header ? cJSON_Duplicate(metadata, true) : NULL;
    bool ok = copy && cJSON_AddItemToObject(header, metadata_key, copy);
    size_t begin = 0;
    for (int type = OG_ST_I64; type >= OG_ST_F32; type--)
        for (size_t i = 0; ok && i < count; i++)
            if ((int)tensors[i].type == type) {
                ok = describe(header, &tensors[i], begin);
                begin += tensors[i].count * type_size(&tensors[i]);
            }
    char *text = ok ? cJSON_PrintUnformatted(header) : NULL;
    cJSON_Delete(header);
    return text;
}

static bool write_all(FILE *out, const char *header, size_t length, size_t padding,
                      const og_st_tensor *tensors, size_t count)
{
    unsigned char start[LENGTH_BYTES];
    put_little_endian(start, length + padding, LENGTH_BYTES);
    bool ok = fwrite(start, 1, LENGTH_BYTES, out) == LENGTH_BYTES &&
              fwrite(header, 1, length, out) == length && fwrite("        ", 1, padding, out) == padding;
    for (int type = OG_ST_I64; type >= OG_ST_F32; type--)
        for (size_t i = 0; i < count; i++)
            if ((int)tensors[i].type == type)
                ok = ok && write_tensor(out, &tensors[i]);
    return ok;
}

static og_status check_length(size_t length)
{
    if (length <= HEADER_LIMIT)
        return OG_OK;
    return og_fail(OG_ERR_ARGUMENT, "training state and names take %zu bytes, a model file has room for %d",
                   length, HEADER_LIMIT);
}

og_status og_safetensors_check(const cJSON *metadata, const og_st_tensor *tensors, size_t count, size_t more)
{
    char *header = header_text(metadata, tensors, count);
    if (!header)
        return og_fail(OG_ERR_MEMORY, "no memory for the header of a model file");
    size_t length = strlen(header);
    cJSON_free(header);
    return check_length(length + more + (8 - (length + more) % 8) % 8);
}

og_status og_safetensors_print(const char *name, FILE *stream, const cJSON *metadata,
                               const og_st_tensor *tensors, size_t count)
{
    char *header = header_text(metadata, tensors, count);
    if (!header)
        return og_fail(OG_ERR_MEMORY, "no memory for the header of %s", name);
    size_t length = strlen(header), padding = (8 - length % 8) % 8;
    og_status status = check_length(length + padding);
    if (status == OG_OK && !write_all(stream, header, length, padding, tensors, count))
        status = og_fail(OG_ERR_FILE, "%s: cannot be written: %s", name, strerror(errno));
    cJSON_free(header);
    return status;
}

/* ---- reading ---- */

static uint64_t get_little_endian(const unsigned char *from, size_t bytes)
{
    uint64_t value = 0;
    for (size_t i = bytes; i-- > 0;)
        value = value << 8 | from[i];
    return value;
}

/* Reads up to limit bytes into memory that grows with what is really there. */
static og_status read_up_to(const char *path, FILE *in, size_t limit, unsigned char **bytes, size_t *size)
{
    size_t capacity = 0;
    *bytes = NULL;
    *size = 0;
    for (bool more = true; more;) {
        if (*size == capacity) {
            capacity = capacity ? capacity * 2 : (size_t)1 << 12;
            capacity = capacity > limit ? limit : capacity;
            unsigned char *grown = realloc(*bytes, capacity + 1);
            if (!grown)
                return og_fail(OG_ERR_MEMORY, "%s: no memory for more than %zu bytes", path, *size);
            *bytes = grown;
        }
        size_t got = fread(*bytes + *size, 1, capacity - *size, in);
        *size += got;
        more = got > 0 && *size < limit;
    }
    if (ferror(in))
        return og_fail(OG_ERR_FILE, "%s: cannot be read: %s", path, strerror(errno));
    return OG_OK;
}

/* A length that no header has is not worth showing; a text in its place is. */
static og_status fail_start(const char *path, const unsigned char start[LENGTH_BYTES])
{
    char text[LENGTH_BYTES + 1] = "";
    memcpy(text, start, LENGTH_BYTES);
    for (int i = 0; i < LENGTH_BYTES; i++)
        if ((start[i] < 0x20 && !strchr("\t\r\n", start[i])) || start[i] >= 0x7f || start[i] == 0)
            return og_fail(OG_ERR_FORMAT,
                           "%s: is no safetensors file: it does not begin with the length of its header",
                           path);
    return og_fail(OG_ERR_FORMAT, "%s: is no safetensors file: it begins with \"%s\" and looks like %s", path,
                   OG_SHOW(text), text[0] == '{' ? "JSON" : "a text or a table");
}

static og_status read_header(const char *path, FILE *in, cJSON **header)
{
    unsigned char start[LENGTH_BYTES];
    size_t got = fread(start, 1, LENGTH_BYTES, in), size = 0;
    if (ferror(in))
        return og_fail(OG_ERR_FILE, "%s: cannot be read: %s", path, strerror(errno));
    if (got < LENGTH_BYTES)
        return og_fail(OG_ERR_FORMAT, "%s: has %zu bytes, too few for a safetensors file", path, got);
    uint64_t length = get_little_endian(start, LENGTH_BYTES);
    if (memcmp(start, "PK\3\4", 4) == 0)
        return og_fail(OG_ERR_FORMAT,
                       "%s: looks like a file of torch.save, expected one of safetensors' save_file", path);
    if (length < 2 || length > HEADER_LIMIT)
        return fail_start(path, start);
    unsigned char *text;
    og_status status = read_up_to(path, in, (size_t)length, &text, &size);
    if (status == OG_OK && size < length)
        status = og_fail(OG_ERR_FORMAT, "%s: ends after %zu of the %llu bytes of its header", path, size,
                         (unsigned long long)length);
    if (status == OG_OK)
        status = og_json_parse(path, "its header", (const char *)text, size, header);
    free(text);
    return status;
}

/* Whole numbers up to 2^53 are exact in JSON's doubles. */
static bool get_size(const cJSON *item, size_t *value)
{
    if (!cJSON_IsNumber(item) || !(item->valuedouble >= 0 && item->valuedouble <= 0x1p53) ||
        floor(item->valuedouble) != item->valuedouble || item->valuedouble > (double)(SIZE_MAX / 16))
        return false;
    *value = (size_t)item->valuedouble;
    return true;
}

static og_status parse_type(const char *path, const cJSON *entry, og_st_tensor *tensor)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(entry, "dtype");
    if (!cJSON_IsString(item))
        return og_fail(OG_ERR_FORMAT, "%s: tensor \"%s\" has no dtype", path, OG_SHOW(tensor->name));
    const char *type = item->valuestring;
    if (strcmp(type, "F32") != 0 && strcmp(type, "I64") != 0)
        return og_fail(
            OG_ERR_FORMAT,
            "%s: tensor \"%s\" has the type %s, expected F32; in PyTorch, model.float() converts it", path,
            OG_SHOW(tensor->name), OG_SHOW(type));
    tensor->type = type[0] == 'I' ? OG_ST_I64 : OG_ST_F32;
    return OG_OK;
}

static og_status parse_shape(const char *path, const cJSON *entry, og_st_tensor *tensor)
{
    const cJSON *shape = cJSON_GetObjectItemCaseSensitive(entry, "shape"), *item;
    if (!cJSON_IsArray(shape))
        return og_fail(OG_ERR_FORMAT, "%s: tensor \"%s\" has no shape", path, OG_SHOW(tensor->name));
    tensor->count = 1;
    for (item = shape->child; item; item = item->next) {
        if (tensor->ndim == OG_MAX_SAMPLE_DIMS)
            return og_fail(OG_ERR_FORMAT, "%s: tensor \"%s\" has more than %d dimensions", path,
                           OG_SHOW(tensor->name), OG_MAX_SAMPLE_DIMS);
        size_t *dim = &tensor->dim[tensor->ndim++];
        if (!get_size(item, dim) || (*dim > 0 && tensor->count > SIZE_MAX / 16 / *dim))
            return og_fail(OG_ERR_FORMAT, "%s: tensor \"%s\" claims an impossible shape", path,
                           OG_SHOW(tensor->name));
        tensor->count *= *dim;
    }
    return OG_OK;
}

static og_status parse_offsets(const char *path, const cJSON *entry, og_st_tensor *tensor)
{
    const cJSON *pair = cJSON_GetObjectItemCaseSensitive(entry, "data_offsets");
    if (!cJSON_IsArray(pair) || cJSON_GetArraySize(pair) != 2 ||
        !get_size(cJSON_GetArrayItem(pair, 0), &tensor->begin) ||
        !get_size(cJSON_GetArrayItem(pair, 1), &tensor->end) || tensor->end < tensor->begin)
        return og_fail(OG_ERR_FORMAT, "%s: tensor \"%s\" has no valid data_offsets", path,
                       OG_SHOW(tensor->name));
    size_t bytes = tensor->count * type_size(tensor);
    if (tensor->end - tensor->begin != bytes)
        return og_fail(OG_ERR_FORMAT, "%s: tensor \"%s\" has %zu bytes, its shape and type need %zu", path,
                       OG_SHOW(tensor->name), tensor->end - tensor->begin, bytes);
    return OG_OK;
}

static og_status parse_metadata(const char *path, const cJSON *metadata)
{
    OG_TRY(og_json_check_object(path, metadata_key, metadata, METADATA_LIMIT));
    for (const cJSON *item = metadata->child; item; item = item->next)
        if (!cJSON_IsString(item))
            return og_fail(OG_ERR_FORMAT, "%s: %s has a value that is no text at \"%s\"", path, metadata_key,
                           OG_SHOW(item->string));
    return OG_OK;
}

static og_status parse_header(og_safetensors *file)
{
    OG_TRY(og_json_check_object(file->path, "its header", file->header, OG_MAX_TENSORS + 1));
    file->tensors = calloc(OG_MAX_TENSORS + 1, sizeof *file->tensors);
    if (!file->tensors)
        return og_fail(OG_ERR_MEMORY, "%s: no memory for its list of tensors", file->path);
    for (const cJSON *entry = file->header->child; entry; entry = entry->next) {
        if (strcmp(entry->string, metadata_key) == 0) {
            file->metadata = entry;
            OG_TRY(parse_metadata(file->path, entry));
            continue;
        }
        og_st_tensor *tensor = &file->tensors[file->count++];
        tensor->name = entry->string;
        OG_TRY(og_json_check_object(file->path, OG_SHOW(entry->string), entry, 3));
        OG_TRY(parse_type(file->path, entry, tensor));
        OG_TRY(parse_shape(file->path, entry, tensor));
        OG_TRY(parse_offsets(file->path, entry, tensor));
    }
    return OG_OK;
}

static int compare_begin(const void *a, const void *b)
{
    const og_st_tensor *const *first = a, *const *second = b;
    if ((*first)->begin != (*second)->begin)
        return (*first)->begin < (*second)->begin ? -1 : 1;
    return ((*first)->end > (*second)->end) - ((*first)->end < (*second)->end);
}

/* Every byte behind the header belongs to one tensor, so that nothing hides between them. */
static og_status check_layout(og_safetensors *file)
{
    og_st_tensor *sorted[OG_MAX_TENSORS + 1];
    for (size_t i = 0; i < file->count; i++)
        sorted[i] = &file->tensors[i];
    qsort(sorted, file->count, sizeof *sorted, compare_begin);
    for (size_t i = 0; i < file->count; i++) {
        if (sorted[i]->begin != file->data_size)
            return og_fail(OG_ERR_FORMAT,
                           "%s: tensor \"%s\" starts at byte %zu, expected %zu, behind the last", file->path,
                           OG_SHOW(sorted[i]->name), sorted[i]->begin, file->data_size);
        file->data_size = sorted[i]->end;
    }
    return OG_OK;
}

static og_status read_data(og_safetensors *file, FILE *in)
{
    size_t size;
    og_status status = read_up_to(file->path, in, file->data_size + 1, &file->data, &size);
    if (status != OG_OK)
        return status;
    if (size < file->data_size)
        return og_fail(OG_ERR_FORMAT, "%s: ends after %zu of the %zu bytes of its tensors", file->path, size,
                       file->data_size);
    if (size > file->data_size)
        return og_fail(OG_ERR_FORMAT, "%s: goes on behind the %zu bytes of its tensors", file->path,
                       file->data_size);
    for (size_t i = 0; i < file->count; i++)
        file->tensors[i].bytes = file->data + file->tensors[i].begin;
    return OG_OK;
}

og_status og_safetensors_read(const char *path, og_safetensors *file)
{
    *file = (og_safetensors){.path = path};
    FILE *in = fopen(path, "rb");
    if (!in)
        return og_fail(OG_ERR_FILE, "%s: cannot be opened: %s", path, strerror(errno));
    og_status status = read_header(path, in, &file->header);
    if (status == OG_OK)
        status = parse_header(file);
    if (status == OG_OK)
        status = check_layout(file);
    if (status == OG_OK)
        status = read_data(file, in);
    fclose(in);
    if (status != OG_OK)
        og_safetensors_free(file);
    return status;
}

void og_safetensors_free(og_safetensors *file)
{
    cJSON_Delete(file->header);
    free(file->tensors);
    free(file->data);
    *file = (og_safetensors){0};
}

const char *og_safetensors_text(const og_safetensors *file, const char *key)
{
    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(file->metadata, key));
}

float og_st_float(const og_st_tensor *tensor, size_t index)
{
    uint32_t bits = (uint32_t)get_little_endian(tensor->bytes + 4 * index, 4);
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

int64_t og_st_integer(const og_st_tensor *tensor)
{
    uint64_t bits = get_little_endian(tensor->bytes, 8);
    int64_t value;
    memcpy(&value, &bits, sizeof value);
    return value;
}
