/* What the tests of model files share: networks with numbers in them, and files made by hand. */
#ifndef OGEE_TESTS_MODEL_FILE_H
#define OGEE_TESTS_MODEL_FILE_H

#include "ogee/model_io.h"
#include "support.h"

/* A network of that layer list; no two of its numbers are alike, and variances are positive. */
static inline og_net *make_net(const char *list, size_t inputs, uint64_t seed)
{
    og_layer_spec layers[OG_MAX_LAYERS];
    og_net_def def = og_net_def_default();
    assert_ok(og_layers_parse(list, layers, &def.layer_count));
    def.layers = layers;
    def.input = og_shape_flat(inputs);
    def.max_batch = 4;
    og_rng rng;
    og_rng_seed(&rng, seed);
    og_net *net = NULL;
    assert_ok(og_net_create(&def, &rng, &net));
    float *numbers = og_net_parameters(net); /* the buffers lie behind them */
    size_t parameters = og_net_parameter_count(net), buffers = og_net_buffer_count(net);
    for (size_t i = 0; i < parameters; i++)
        numbers[i] = og_rng_uniform_between(&rng, -2, 2);
    for (size_t i = 0; i < buffers; i++)
        numbers[parameters + i] = og_rng_uniform_between(&rng, 0.1f, 2);
    return net;
}

/* The bytes of a file; *size gets their number. */
static inline unsigned char *read_bytes(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    *size = (size_t)ftell(file);
    rewind(file);
    unsigned char *bytes = malloc(*size + 1);
    assert_non_null(bytes);
    assert_int_equal(fread(bytes, 1, *size, file), *size);
    bytes[*size] = 0;
    fclose(file);
    return bytes;
}

static inline void write_bytes(const char *path, const void *bytes, size_t size)
{
    remove(path); /* to make a file is quicker than to cut one */
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

static inline void put_u64(unsigned char *to, uint64_t value)
{
    for (int i = 0; i < 8; i++)
        to[i] = (unsigned char)(value >> 8 * i & 0xff);
}

/* Writes header and then numbers as a safetensors file and returns its path. */
static inline const char *safetensors_file(const char *header, const float *numbers, size_t count)
{
    size_t length = strlen(header), size = 8 + length + 4 * count;
    unsigned char *bytes = malloc(size + 1);
    assert_non_null(bytes);
    put_u64(bytes, length);
    memcpy(bytes + 8, header, length);
    for (size_t i = 0; i < count; i++)
        for (int b = 0; b < 4; b++)
            bytes[8 + length + 4 * i + (size_t)b] = (unsigned char)(float_bits(numbers[i]) >> 8 * b & 0xff);
    const char *path = temporary_path("hand.safetensors");
    write_bytes(path, bytes, size);
    free(bytes);
    return path;
}

/* Loads path, which has to be refused with OG_ERR_FORMAT, a sentence with piece in it, and *out untouched. */
static inline void assert_refused(const char *path, const char *piece)
{
    og_model marker, *model = &marker;
    assert_status(og_model_load(path, 4, NULL, &model), OG_ERR_FORMAT);
    assert_ptr_equal(model, &marker);
    assert_contains(og_error_detail(), path);
    assert_contains(og_error_detail(), piece);
}

#endif
