/* Model files that are damaged, cut short or lie: each is refused with a sentence, or is still a model. */
#include <math.h>

#include "model_file.h"

#define PART(list) (list), sizeof(list) / sizeof *(list)

/* A file with everything in it that a file can have, small enough to try each of its bytes. */
static unsigned char *whole_file(size_t *size)
{
    char *names[] = {"a", "b \"\xe9\""}, *categories[] = {NULL, "red"}, *labels[] = {"y"};
    float fill[] = {0.5f, NAN};
    double mean[] = {0.25, -1}, deviation[] = {1, 1.0 / 3};
    og_setting settings[] = {{"lr", "0.1"}};
    og_dataset columns = {.features = 2,
                          .labels = 1,
                          .feature_names = names,
                          .categories = categories,
                          .fill = fill,
                          .label_names = labels,
                          .class_names = {"0", "1"}};
    og_scaler scaler = {2, mean, deviation};
    og_model model = {.net = make_net("linear:2,batch-norm,highway,residual:1,linear:1", 2, 1),
                      .columns = &columns,
                      .scaler = &scaler,
                      .setting_count = 1,
                      .settings = settings,
                      .steps = 3,
                      .state_size = 4,
                      .state = (unsigned char[]){1, 2, 3, 4}};
    const char *path = temporary_path("whole.safetensors");
    assert_ok(og_model_save(path, &model));
    og_net_destroy(model.net);
    return read_bytes(path, size);
}

/* Loads bytes as a file: true when they are a model, which is then used; else they were refused properly. */
static int load_bytes(const unsigned char *bytes, size_t size)
{
    const char *path = temporary_path("try.safetensors");
    og_model marker, *model = &marker;
    write_bytes(path, bytes, size);
    og_status status = og_model_load(path, 4, NULL, &model);
    if (status != OG_OK) {
        assert_int_equal(status, OG_ERR_FORMAT);
        assert_ptr_equal(model, &marker);
        assert_contains(og_error_detail(), "try.safetensors: ");
        return 0;
    }
    float *x = calloc(og_net_inputs(model->net), sizeof *x),
          *logits = calloc(og_net_outputs(model->net), sizeof *x);
    og_net_predict(model->net, 1, x, logits);
    free(x);
    free(logits);
    static int models;
    if (models++ % 20 == 0) /* all that was let in is in order; a disk takes its time for each */
        assert_ok(og_model_save(temporary_path("again.safetensors"), model));
    og_model_destroy(model);
    return 1;
}

static void a_file_cut_short_anywhere_is_refused(void **state)
{
    (void)state;
    size_t size;
    unsigned char *bytes = whole_file(&size);
    assert_true(load_bytes(bytes, size));
    for (size_t length = 0; length < size; length++)
        assert_false(load_bytes(bytes, length));
    free(bytes);
}

static void a_file_with_something_behind_it_is_refused(void **state)
{
    (void)state;
    size_t size;
    unsigned char *bytes = whole_file(&size), *longer = calloc(size + 8, 1);
    memcpy(longer, bytes, size);
    for (size_t more = 1; more <= 8; more++)
        assert_false(load_bytes(longer, size + more));
    free(longer);
    free(bytes);
}

static void every_byte_of_the_header_may_be_wrong(void **state)
{
    (void)state;
    size_t size, header, models = 0, refused = 0;
    unsigned char *bytes = whole_file(&size);
    header = 8 + bytes[0] + 256u * bytes[1];
    assert_true(header < size);
    static const unsigned char changes[] = {0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0xff};
    for (size_t i = 0; i < header; i++)
        for (size_t c = 0; c < sizeof changes; c++) {
            bytes[i] ^= changes[c];
            if (load_bytes(bytes, size))
                models++;
            else
                refused++;
            bytes[i] ^= changes[c];
        }
    assert_true(load_bytes(bytes, size));
    assert_true(models > 100); /* another name or number is a model still */
    assert_true(refused > header);
    free(bytes);
}

static void every_byte_of_the_numbers_may_be_wrong(void **state)
{
    (void)state;
    size_t size, header;
    unsigned char *bytes = whole_file(&size);
    header = 8 + bytes[0] + 256u * bytes[1];
    for (size_t i = header; i < size; i++)
        for (int value = 0; value < 256; value += 15) {
            unsigned char old = bytes[i];
            bytes[i] = (unsigned char)value;
            load_bytes(bytes, size);
            bytes[i] = old;
        }
    free(bytes);
}

static void numbers_that_are_not_finite_are_refused(void **state)
{
    (void)state;
    const float bad[] = {NAN, -NAN, INFINITY, -INFINITY};
    for (size_t i = 0; i < 4; i++) {
        float numbers[] = {1, 2, bad[i]};
        assert_refused(
            safetensors_file("{\"0.weight\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]},"
                             "\"0.bias\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]}}",
                             PART(numbers)),
            "bias of layer 0 has a number that is not finite");
    }
}

/* ---- headers ---- */

#define ENTRY(name, type, shape, offsets)                                                                    \
    "\"" name "\":{\"dtype\":\"" type "\",\"shape\":[" shape "],\"data_offsets\":[" offsets "]}"
#define WEIGHT ENTRY("0.weight", "F32", "1,2", "0,8")
#define BIAS ENTRY("0.bias", "F32", "1", "8,12")
#define LAYER WEIGHT "," BIAS

/* Behind each header come the three numbers of a linear layer of two features. */
static const struct {
    const char *header, *expected;
} lies[] = {
    {"[]", "its header is not a JSON object"},
    {"{}", "goes on behind the 0 bytes of its tensors"},
    {"\"text\"", "its header is not a JSON object"},
    {"{" LAYER, "its header is not valid JSON"},
    {"{" LAYER "}}", "its header is not valid JSON"},
    {"{" LAYER ",}", "its header is not valid JSON"},
    {"{\"0.weight\":1," BIAS "}", "0.weight is not a JSON object"},
    {"{" LAYER "," BIAS "}", "its header has \"0.bias\" twice"},
    {"{" LAYER ",\"\xff\":{}}", "its header has byte 0xff at "},
    {"{\"0.weight\\u0000\":{}," BIAS "}", "its header has a zero character at 10"},
    {"{" WEIGHT "," ENTRY("0.bias", "F16", "1", "8,10") "}",
     "tensor \"0.bias\" has the type F16, expected F32; in PyTorch, model.float() converts it"},
    {"{" WEIGHT "," ENTRY("0.bias", "BF16", "1", "8,10") "}", "\"0.bias\" has the type BF16, expected F32"},
    {"{" ENTRY("0.weight", "F64", "1,2", "0,16") "}", "\"0.weight\" has the type F64, expected F32"},
    {"{" ENTRY("0.weight", "I32", "1,2", "0,8") "," BIAS "}", "has the type I32, expected F32"},
    {"{" ENTRY("0.weight", "f32", "1,2", "0,8") "," BIAS "}", "has the type f32, expected F32"},
    {"{" ENTRY("0.weight", "I64", "1,1", "0,8") "," BIAS "}", "\"0.weight\" has the type I64, expected F32"},
    {"{\"0.weight\":{\"shape\":[1,2],\"data_offsets\":[0,8]}," BIAS "}", "\"0.weight\" has no dtype"},
    {"{\"0.weight\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}," BIAS "}", "\"0.weight\" has no shape"},
    {"{\"0.weight\":{\"dtype\":\"F32\",\"shape\":[1,2]}," BIAS "}", "\"0.weight\" has no valid data_offsets"},
    {"{\"0.weight\":{\"dtype\":\"F32\",\"shape\":[1,2],\"shape\":[1,2]}," BIAS "}",
     "0.weight has \"shape\" twice"},
    {"{\"0.weight\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8],\"x\":1}," BIAS "}",
     "0.weight has more than 3 entries"},
    {"{\"0.weight\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":{\"a\":0,\"b\":8}}," BIAS "}",
     "\"0.weight\" has no valid data_offsets"},
    {"{" ENTRY("0.weight", "F32", "1,2", "0,8,9") "," BIAS "}", "\"0.weight\" has no valid data_offsets"},
    {"{" ENTRY("0.weight", "F32", "1,2", "8,0") "," BIAS "}", "\"0.weight\" has no valid data_offsets"},
    {"{" ENTRY("0.weight", "F32", "1,2", "-8,0") "," BIAS "}", "\"0.weight\" has no valid data_offsets"},
    {"{" ENTRY("0.weight", "F32", "1,2", "0.5,8.5") "," BIAS "}", "\"0.weight\" has no valid data_offsets"},
    {"{" ENTRY("0.weight", "F32", "1,2", "0,1e300") "," BIAS "}", "\"0.weight\" has no valid data_offsets"},
    {"{" ENTRY("0.weight", "F32", "1,2", "0,12") "," BIAS "}",
     "\"0.weight\" has 12 bytes, its shape and type need 8"},
    {"{" ENTRY("0.weight", "F32", "1,-2", "0,8") "," BIAS "}", "\"0.weight\" claims an impossible shape"},
    {"{" ENTRY("0.weight", "F32", "1,2.5", "0,8") "," BIAS "}", "\"0.weight\" claims an impossible shape"},
    {"{" ENTRY("0.weight", "F32", "1,\\\"2\\\"", "0,8") "," BIAS "}", "its header is not valid JSON"},
    {"{" ENTRY("0.weight", "F32", "4294967296,4294967296,2", "0,8") "," BIAS "}",
     "\"0.weight\" claims an impossible shape"},
    {"{" ENTRY("0.weight", "F32", "1,1,1,1,2", "0,8") "," BIAS "}",
     "\"0.weight\" has more than 4 dimensions"},
    {"{" ENTRY("0.weight", "F32", "1000000,1000000", "0,4000000000000") "}",
     "ends after 12 of the 4000000000000 bytes of its tensors"},
    {"{" WEIGHT "," ENTRY("0.bias", "F32", "1", "4,8") "}", "starts at byte 4, expected 8"},
    {"{" WEIGHT "," ENTRY("0.bias", "F32", "1", "9,13") "}", "starts at byte 9, expected 8"},
    {"{" ENTRY("0.weight", "F32", "1,2", "4,12") "}", "starts at byte 4, expected 0"},
    {"{" WEIGHT "}", "goes on behind the 8 bytes of its tensors"},
    {"{" BIAS "," ENTRY("0.weight", "F32", "2", "0,8") "}",
     "\"0.weight\" has 1 dimensions, the weight of a linear layer has 2"},
    {"{" WEIGHT "," ENTRY("0.bias", "F32", "1,1", "8,12") "}",
     "\"0.bias\" has the shape (1, 1), expected (1)"},
    {"{" ENTRY("0.weight", "F32", "1,1", "0,4") "," ENTRY("0.bias", "F32", "2", "4,12") "}",
     "\"0.bias\" has the shape (2), expected (1)"},
    {"{" LAYER "," ENTRY("1.weight", "F32", "0,1", "12,12") "}",
     "layer 1 (linear) needs at least 1 unit, got 0"},
    {"{" ENTRY("0.weight", "F32", "3,0", "0,0") "," ENTRY("0.bias", "F32", "3", "0,12") "}", "is 0"},
    {"{\"__metadata__\":[]," LAYER "}", "__metadata__ is not a JSON object"},
    {"{\"__metadata__\":{\"a\":1}," LAYER "}", "__metadata__ has a value that is no text at \"a\""},
    {"{\"__metadata__\":{\"a\":\"\",\"a\":\"\"}," LAYER "}", "__metadata__ has \"a\" twice"},
};

static void a_header_that_lies_is_refused(void **state)
{
    (void)state;
    float numbers[] = {1, 2, 3};
    for (size_t i = 0; i < sizeof lies / sizeof *lies; i++)
        assert_refused(safetensors_file(lies[i].header, PART(numbers)), lies[i].expected);
    assert_refused(safetensors_file("{}", NULL, 0), "has no tensors");
}

static void a_file_that_is_something_else_is_refused(void **state)
{
    (void)state;
    unsigned char bytes[64] = {0};
    const char *path = temporary_path("else.safetensors");
    write_bytes(path, bytes, 0);
    assert_refused(path, "has 0 bytes, too few for a safetensors file");
    write_bytes(path, bytes, 64);
    assert_refused(path, "is no safetensors file: it does not begin with the length of its header");
    write_bytes(path, "name,age\nAda,36\nAlan,41\n", 24);
    assert_refused(path,
                   "is no safetensors file: it begins with \"name,age\" and looks like a text or a table");
    write_bytes(path, "{\"layers\": 3}", 13);
    assert_refused(path, "is no safetensors file: it begins with \"{\"layers\" and looks like JSON");
    write_bytes(path, "\177ELF\2\1\1\0\0\0\0\0", 12);
    assert_refused(path, "is no safetensors file: it does not begin with the length of its header");
    write_bytes(path, "PK\3\4 and so on", 15);
    assert_refused(path, "looks like a file of torch.save");
    put_u64(bytes, UINT64_MAX);
    write_bytes(path, bytes, 64);
    assert_refused(path, "it does not begin with the length of its header");
    put_u64(bytes, 100 * 1000 * 1000);
    write_bytes(path, bytes, 64);
    assert_refused(path, "ends after 56 of the 100000000 bytes of its header");
}

static void a_file_that_cannot_be_read_is_said_so(void **state)
{
    (void)state;
    og_model marker, *model = &marker;
    assert_status(og_model_load(temporary_path("not-there"), 4, NULL, &model), OG_ERR_FILE);
    assert_contains(og_error_detail(), "not-there: cannot be opened: No such file or directory");
    assert_status(og_model_load(temporary_path(""), 4, NULL, &model), OG_ERR_FILE);
    assert_contains(og_error_detail(), "cannot be read: Is a directory");
    assert_ptr_equal(model, &marker);
}

static void a_header_without_end_or_bottom_is_refused(void **state)
{
    (void)state;
    enum { SIZE = 3 << 20 };
    char *text = malloc(SIZE + 1);
    memset(text, '[', SIZE);
    text[SIZE] = 0;
    assert_refused(safetensors_file(text, NULL, 0), "its header is not valid JSON");
    for (size_t i = 0; i < SIZE; i++)
        text[i] = i % 2 ? ',' : '1';
    text[0] = '[';
    text[SIZE - 1] = ']';
    assert_refused(safetensors_file(text, NULL, 0),
                   "its header has 1572864 values, expected at most 1048576");
    size_t length = 1;
    text[0] = '{';
    for (int i = 0; i < 2000; i++)
        length += (size_t)sprintf(text + length, "%s\"%d.weight\":{}", i ? "," : "", i);
    strcpy(text + length, "}");
    assert_refused(safetensors_file(text, NULL, 0), "its header has more than 449 entries");
    free(text);
}

/* ---- metadata ---- */

/* A file of a linear layer of two features with these texts beside what every file of ogee has. */
static const char *metadata_file(const char *texts)
{
    static char header[4096];
    float numbers[] = {1, 2, 3};
    snprintf(header, sizeof header, "{\"__metadata__\":{%s}," LAYER "}", texts);
    return safetensors_file(header, PART(numbers));
}

#define OWN "\"format_version\":\"1\",\"layers\":\"linear:1\",\"inputs\":\"2\",\"steps\":\"5\""
#define COLUMNS(names, categories, fill, labels, classes)                                                    \
    OWN ",\"feature_names\":\"" names "\",\"feature_categories\":\"" categories                              \
        "\",\"feature_fill\":\"" fill "\",\"label_names\":\"" labels "\",\"class_names\":\"" classes "\""
#define SCALER(mean, deviation) OWN ",\"scaler_mean\":\"" mean "\",\"scaler_deviation\":\"" deviation "\""
#define AB "[\\\"a\\\",\\\"b\\\"]"

static const struct {
    const char *metadata, *expected;
} strange[] = {
    {"\"format_version\":\"2\"", "has the format_version \"2\", expected \"1\""},
    {"\"format_version\":\"\"", "has the format_version \"\", expected \"1\""},
    {"\"format_version\":\"1\"", "does not say how many inputs and which layers"},
    {"\"format_version\":\"1\",\"layers\":\"linear:1\"", "does not say how many inputs"},
    {"\"format_version\":\"1\",\"inputs\":\"2\"", "does not say how many inputs"},
    {"\"format_version\":\"1\",\"layers\":\"linear:1\",\"inputs\":\"2\"", "steps is missing"},
    {"\"format_version\":\"1\",\"layers\":\"linear:1\",\"inputs\":\"0\"", "does not say how many inputs"},
    {"\"format_version\":\"1\",\"layers\":\"linear:1\",\"inputs\":\"-2\"", "does not say how many inputs"},
    {"\"format_version\":\"1\",\"layers\":\"linear:1\",\"inputs\":\"99999999999999999999\"",
     "does not say how many inputs"},
    {"\"format_version\":\"1\",\"layers\":\"linear:1\",\"inputs\":\"3\"",
     "\"0.weight\" has the shape (1, 2), expected (1, 3)"},
    {"\"format_version\":\"1\",\"layers\":\"linear:1\",\"inputs\":\"2000000000000000000\"",
     "\"0.weight\" has the shape (1, 2), expected (1, 2000000000000000000)"},
    {"\"format_version\":\"1\",\"layers\":\"linear:4000000000\",\"inputs\":\"2\"",
     "\"0.weight\" has the shape (1, 2), expected (4000000000, 2)"},
    {"\"format_version\":\"1\",\"layers\":\"liner:1\",\"inputs\":\"2\"", "liner"},
    {"\"format_version\":\"1\",\"layers\":\"\",\"inputs\":\"2\"", ""},
    {"\"format_version\":\"1\",\"layers\":\"sigmoid\",\"inputs\":\"9000000000000\"",
     "tensor \"0.weight\" belongs to none of the layers"},
    {"\"format_version\":\"1\",\"layers\":\"linear:1,linear:1\",\"inputs\":\"2\"",
     "weight of layer 1 (linear) is missing"},
    {"\"format_version\":\"1\",\"layers\":\"sigmoid,linear:1\",\"inputs\":\"2\"",
     "weight of layer 1 (linear) is missing"},
    {"\"format_version\":\"1\",\"layers\":\"linear:1,residual:1\",\"inputs\":\"2\",\"steps\":\"5\"",
     "layer 1"},
    {"\"format_version\":\"1\",\"layers\":\"linear:1\",\"inputs\":\"2\",\"steps\":\"-1\"",
     "steps in the metadata is not a whole number"},
    {COLUMNS("[\\\"a\\\"]", "[null,null]", "[0,0]", "[\\\"y\\\"]", AB),
     "feature_names has 1 entries, the network has 2"},
    {COLUMNS("[\\\"a\\\",\\\"b\\\",\\\"c\\\"]", "[null,null]", "[0,0]", "[\\\"y\\\"]", AB),
     "feature_names has 3 entries, the network has 2"},
    {COLUMNS("[\\\"a\\\",null]", "[null,null]", "[0,0]", "[\\\"y\\\"]", AB),
     "feature_names in the metadata is not a list of texts"},
    {COLUMNS("{}", "[null,null]", "[0,0]", "[\\\"y\\\"]", AB),
     "feature_names in the metadata is not a JSON list"},
    {COLUMNS("[\\\"a\\\",", "[null,null]", "[0,0]", "[\\\"y\\\"]", AB), "feature_names is not valid JSON"},
    {COLUMNS(AB, "[null]", "[0,0]", "[\\\"y\\\"]", AB), "feature_categories has 1 entries"},
    {COLUMNS(AB, "[1,null]", "[0,0]", "[\\\"y\\\"]", AB),
     "feature_categories in the metadata is not a list of texts"},
    {COLUMNS(AB, "[null,null]", "[0]", "[\\\"y\\\"]", AB),
     "feature_fill in the metadata is not a list of 2 finite numbers"},
    {COLUMNS(AB, "[null,null]", "[0,inf]", "[\\\"y\\\"]", AB),
     "feature_fill in the metadata is not a list of 2"},
    {COLUMNS(AB, "[null,null]", "[0,1e39]", "[\\\"y\\\"]", AB), "in the range of a float"},
    {COLUMNS(AB, "[null,null]", "[0,0]", AB, AB), "label_names has 2 entries, the network has 1"},
    {COLUMNS(AB, "[null,null]", "[0,0]", "[\\\"y\\\"]", "[\\\"a\\\"]"), "class_names has 1 entries"},
    {COLUMNS(AB, "[null,null]", "[0,0]", "[\\\"y\\\"]", "[null,null]"),
     "class_names in the metadata is not a list of texts"},
    {COLUMNS(AB, "[null,null]", "[0,0]", "[\\\"y\\\"]", "[\\\"0\\\",null]"),
     "class_names in the metadata is not a list of texts"},
    {COLUMNS(AB, "[null,null]", "[0,0]", "[\\\"y\\\"]", AB) ",\"class_numbers\":\"yes\"",
     "class_numbers in the metadata is not true or false"},
    {COLUMNS(AB, "[null,null]", "[0,0]", "[\\\"y\\\"]", AB) ",\"class_others\":\"\"",
     "class_others in the metadata is not true or false"},
    {COLUMNS("[\\\"a\\\",\\\"\\\\\\\\x4\\\"]", "[null,null]", "[0,0]", "[\\\"y\\\"]", AB),
     "feature_names in the metadata is not escaped as it should be"},
    {COLUMNS("[\\\"a\\\",\\\"\\\\\\\\x00\\\"]", "[null,null]", "[0,0]", "[\\\"y\\\"]", AB),
     "feature_names in the metadata is not escaped as it should be"},
    {OWN ",\"feature_names\":\"" AB "\"", "feature_categories is missing in the metadata"},
    {SCALER("[0,0]", "[1]"), "scaler_deviation in the metadata is not a list of 2 finite numbers"},
    {SCALER("[0,0]", "[1,2,3]"), "scaler_deviation in the metadata is not a list"},
    {SCALER("[0,0]", "[1,0]"), "feature 1 has the mean 0 and the deviation 0"},
    {SCALER("[0,0]", "[-1,1]"), "feature 0 has the mean 0 and the deviation -1"},
    {SCALER("[0,0]", "[1,null]"), "feature 1 has the mean 0 and the deviation nan"},
    {SCALER("[0,null]", "[1,1]"), "feature 1 has the mean nan"},
    {SCALER("[0,1e999]", "[1,1]"), "scaler_mean in the metadata is not a list of 2 finite numbers"},
    {SCALER("[0,0x10]", "[1,1]"), "scaler_mean in the metadata is not a list"},
    {SCALER("[0 0]", "[1,1]"), "scaler_mean in the metadata is not a list"},
    {SCALER("0,0]", "[1,1]"), "scaler_mean in the metadata is not a list"},
    {SCALER("[0,0", "[1,1]"), "scaler_mean in the metadata is not a list"},
    {SCALER("[0,0]x", "[1,1]"), "scaler_mean in the metadata is not a list"},
    {OWN ",\"scaler_mean\":\"[0,0]\"", "scaler_deviation is missing in the metadata"},
    {OWN ",\"settings\":\"[]\"", "settings is not a JSON object"},
    {OWN ",\"settings\":\"{\\\"a\\\":1}\"", "settings in the metadata is not a list of texts"},
    {OWN ",\"settings\":\"{\\\"a\\\":\\\"1\\\",\\\"a\\\":\\\"2\\\"}\"", "settings has \"a\" twice"},
    {OWN ",\"settings\":\"{\\\"\\\\\\\\q\\\":\\\"1\\\"}\"", "settings in the metadata is not escaped"},
    {OWN ",\"training_state\":\"AAA\"", "the training state is no base64: its length 3 is no multiple of 4"},
    {OWN ",\"training_state\":\"AA=A\"", "the training state is no base64: character 3"},
    {OWN ",\"training_state\":\"====\"", "the training state is no base64: character 1"},
    {OWN ",\"training_state\":\"AA\\nA\"", "the training state is no base64: character 3"},
};

static void metadata_that_do_not_fit_are_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof strange / sizeof *strange; i++)
        assert_refused(metadata_file(strange[i].metadata), strange[i].expected);
}

static void what_the_refusals_are_made_from_is_a_model(void **state)
{
    (void)state;
    static const char *const fine[] = {
        OWN,
        COLUMNS(AB, "[null,null]", "[0,0]", "[\\\"y\\\"]", AB),
        COLUMNS(AB, "[ null , \\\"x\\\"]", " [ 0 , null ] ", "[\\\"y\\\"]", "[\\\"0\\\",\\\"1\\\"]"),
        COLUMNS(AB, "[null,null]", "[0,0]", "[\\\"y\\\"]",
                AB) ",\"class_numbers\":\"true\",\"class_others\":\"false\"",
        SCALER("[0,0]", "[1,1]"),
        OWN ",\"settings\":\"{}\",\"training_state\":\"\",\"more\":\"of a later time\"",
    };
    for (size_t i = 0; i < sizeof fine / sizeof *fine; i++) {
        og_model *model = NULL;
        assert_ok(og_model_load(metadata_file(fine[i]), 4, NULL, &model));
        assert_int_equal(model->steps, 5);
        float x[] = {10, 100}, logit;
        og_net_predict(model->net, 1, x, &logit);
        assert_same_float(logit, 213);
        og_model_destroy(model);
    }
}

static void tensors_that_belong_to_no_layer_are_refused(void **state)
{
    (void)state;
    static const char *const names[] = {"00.bias",  "1.bias",
                                        "bias",     ".bias",
                                        "0",        "0.",
                                        "0.bias.x", "99999999999999999999.bias",
                                        "-1.bias",  "0.num_batches_tracked"};
    float numbers[] = {1, 2, 3, 4};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char header[512], expected[128];
        snprintf(header, sizeof header,
                 "{\"__metadata__\":{" OWN "}," LAYER
                 ",\"%s\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[12,16]}}",
                 names[i]);
        snprintf(expected, sizeof expected, "tensor \"%s\" belongs to none of the layers", names[i]);
        assert_refused(safetensors_file(header, PART(numbers)), expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_cut_short_anywhere_is_refused),
        cmocka_unit_test(a_file_with_something_behind_it_is_refused),
        cmocka_unit_test(every_byte_of_the_header_may_be_wrong),
        cmocka_unit_test(every_byte_of_the_numbers_may_be_wrong),
        cmocka_unit_test(numbers_that_are_not_finite_are_refused),
        cmocka_unit_test(a_header_that_lies_is_refused),
        cmocka_unit_test(a_file_that_is_something_else_is_refused),
        cmocka_unit_test(a_file_that_cannot_be_read_is_said_so),
        cmocka_unit_test(a_header_without_end_or_bottom_is_refused),
        cmocka_unit_test(metadata_that_do_not_fit_are_refused),
        cmocka_unit_test(what_the_refusals_are_made_from_is_a_model),
        cmocka_unit_test(tensors_that_belong_to_no_layer_are_refused),
    };
    return cmocka_run_group_tests_name("model_io, damaged files", tests, NULL, NULL);
}
