#include "csv_tables.h"

#include <math.h>

#include "ogee/rng.h"

static void a_plain_table_is_read(void **state)
{
    (void)state;
    og_dataset *d = read_text("radius,area,kind\n1.5,-2,benign\n.5,3e2,malignant\n");
    assert_string_equal(d->feature_names[0], "radius");
    assert_string_equal(d->feature_names[1], "area");
    assert_string_equal(d->label_names[0], "kind");
    assert_string_equal(d->class_names[0], "benign");
    assert_string_equal(d->class_names[1], "malignant");
    assert_table(d, 2, 2, (const float[]){1.5f, -2, 0.5f, 300}, (const float[]){0, 1});
}

static void every_way_to_write_the_same_table_gives_the_same_rows(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "a,b,c\n1,2,x\n3,4,y\n",
        "a,b,c\n1,2,x\n3,4,y",
        "a;b;c\n1;2;x\n3;4;y\n",
        "a\tb\tc\n1\t2\tx\n3\t4\ty\n",
        "a,b,c\r\n1,2,x\r\n3,4,y\r\n",
        "a,b,c\r1,2,x\r3,4,y\r",
        "\357\273\277a,b,c\n1,2,x\n3,4,y\n",
        "\357\273\277\"a\",b,c\n1,2,x\n3,4,y\n",
        " a , b ,c \n 1 ,2\t, x\n3, 4 ,y  \n",
        "\n\n  \na,b,c\n\n1,2,x\n \t\n3,4,y\n\n\n",
        "\"a\",\"b\",\"c\"\n\"1\",\"2\",\"x\"\n \"3\" ,\"4\",\"y\"",
        "a,b,c\n+1,2.,x\n3.0e0,400E-2,y\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        og_dataset *d = read_text(texts[i]);
        assert_string_equal(d->feature_names[0], "a");
        assert_string_equal(d->feature_names[1], "b");
        assert_string_equal(d->label_names[0], "c");
        assert_string_equal(d->class_names[0], "x");
        assert_table(d, 2, 2, (const float[]){1, 2, 3, 4}, (const float[]){0, 1});
    }
}

static void quotes_keep_delimiters_quotes_spaces_and_line_ends(void **state)
{
    (void)state;
    og_dataset *d = read_text("\"a,\"\"b\"\"\",\" c\n d \",k\n1,2,\"x, \"\"y\"\"\"\n3,4,\"x\r\ny\"\n");
    assert_string_equal(d->feature_names[0], "a,\"b\"");
    assert_string_equal(d->feature_names[1], " c\n d ");
    assert_string_equal(d->class_names[0], "x\r\ny");
    assert_string_equal(d->class_names[1], "x, \"y\"");
    og_dataset_destroy(d);
}

static void a_quote_inside_a_plain_field_is_text(void **state)
{
    (void)state;
    og_dataset *d = read_text("5\" pipe,k\n1,a\n2,b\"\n");
    assert_string_equal(d->feature_names[0], "5\" pipe");
    assert_string_equal(d->class_names[1], "b\"");
    og_dataset_destroy(d);
}

static void commas_in_names_do_not_hide_the_real_delimiter(void **state)
{
    (void)state;
    og_dataset *d = read_text("size, cm;weight, kg;kind\n1;2;a\n3;4;b\n");
    assert_string_equal(d->feature_names[1], "weight, kg");
    og_dataset_destroy(d);
    d = read_text("5\" a;6\" b, c, d;k\n1;2;a\n3;4;b\n"); /* these quotes hide nothing */
    assert_string_equal(d->feature_names[1], "6\" b, c, d");
    assert_table(d, 2, 2, (const float[]){1, 2, 3, 4}, (const float[]){0, 1});
}

static void numbers_are_rounded_correctly(void **state)
{
    (void)state;
    char longest[1200] = "1";
    memset(longest + 1, '0', 900);
    strcpy(longest + 901, "e-900");
    char tiny[1200] = "0.";
    memset(tiny + 2, '0', 1000);
    strcpy(tiny + 1002, "25e1001");
    char above_tie[1200] = "1.00000005960464488641292746251565404236316680908203125"; /* of two doubles */
    memset(above_tie + strlen(above_tie), '0', 900);
    strcat(above_tie, "1");
    const struct {
        const char *text;
        float value;
    } cases[] = {
        {"0.1", 0.1f},
        {"0.1000000000000000055", 0.1f},
        {"1.0000000596046447754", 1}, /* a tie of floats, to within double */
        {"1.0000000596046449975", 0x1.000002p0f},
        {"-0", -0.0f},
        {"16777217", 16777216.0f}, /* a tie goes to even */
        {"16777219", 16777220.0f},
        {"3.4028234663852886e38", 0x1.fffffep127f},
        {"3.4028235677973362e38", 0x1.fffffep127f}, /* just below half a step above the largest float */
        {"1e-45", 0x1p-149f},
        {"1e-400", 0},
        {"0e999999999999999999999", 0},
        {"1e-99999999999999999999", 0},
        {"123456789012345678901234567890e-25", 12345.678901234567f},
        {"0.000000000000000000000000000000000000011754943508222875", 0x1p-126f},
        {"160628481445312502e-13", 0x1.f5f6c8p13f}, /* two roundings would give the next float */
        {above_tie, 0x1.000002p0f},
        {longest, 1},
        {tiny, 2.5f},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[1400];
        snprintf(text, sizeof text, "a,k\n%s,x\n1,y\n", cases[i].text);
        og_dataset *d = read_text(text);
        assert_same_float(d->x[0], cases[i].value);
        og_dataset_destroy(d);
    }
}

static void what_is_no_number_is_named_with_row_and_column(void **state)
{
    (void)state;
    static const char *const cells[] = {"-",   "+",      ".",     "e5",    "1e",    "n / a",
                                        "1e+", "1.2.3",  "0x1p3", "1 2",   "1_0",   "--1",
                                        "12f", "1.5abc", "nanx",  "infin", "1e5.0", "\xd9\xa3"};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        char text[64], rest[96];
        snprintf(text, sizeof text, "radius,k\n1,x\n%s,y\n", cells[i]);
        snprintf(rest, sizeof rest, ":3: expected a number in column \"radius\", got \"%s\"", cells[i]);
        refuse(text, OG_ERR_FORMAT, rest);
    }
}

static void numbers_that_are_not_finite_are_refused(void **state)
{
    (void)state;
    static const char *const cells[] = {"-nan", "+NaN", "inf", "-Infinity", "+INF"};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        char text[64], rest[96];
        snprintf(text, sizeof text, "a,k\n%s,x\n1,y\n", cells[i]);
        snprintf(rest, sizeof rest, ":2: expected a finite number in column \"a\", got \"%s\"", cells[i]);
        refuse(text, OG_ERR_FORMAT, rest);
    }
    refuse("a,k\n1,x\n1e999,y\n", OG_ERR_FORMAT,
           ":3: expected a number of at most 3.4e38 in column \"a\", got \"1e999\"");
    refuse("a,k\n1,x\n-3.5e38,y\n", OG_ERR_FORMAT,
           ":3: expected a number of at most 3.4e38 in column \"a\", got \"-3.5e38\"");
    refuse("a,k\n1,x\n2,nan\n", OG_ERR_FORMAT, ":3: expected a class in column \"k\", got \"nan\"");
}

static void a_decimal_comma_is_explained(void **state)
{
    (void)state;
    refuse("a;k\n1,5;x\n2;y\n", OG_ERR_FORMAT,
           ":2: expected a number with a decimal point in column \"a\", got \"1,5\"");
    refuse("a;k\n1;x\n-2,5e-3;y\n", OG_ERR_FORMAT,
           ":3: expected a number with a decimal point in column \"a\", got \"-2,5e-3\"");
    refuse("a;k\n1;x\n1,234,5;y\n", OG_ERR_FORMAT, ":3: expected a number in column \"a\", got \"1,234,5\"");
}

static void ragged_rows_are_refused_before_their_cells_are_judged(void **state)
{
    (void)state;
    refuse("a,b,k\n1,2,x\n1,x\n", OG_ERR_FORMAT, ":3: expected 3 fields, got 2");
    refuse("a,b,k\n1,2,x,\n", OG_ERR_FORMAT, ":2: expected 3 fields, got 4");
    refuse("a,b,k\n1,2,x\n\n\"1\",2,\"x\ny\"\n7\n", OG_ERR_FORMAT, ":6: expected 3 fields, got 1");
    refuse("a,k\r1,\"x\ry\"\r7\r", OG_ERR_FORMAT, ":4: expected 2 fields, got 1");
}

static void broken_quotes_are_refused(void **state)
{
    (void)state;
    refuse("a,k\n1,x\n2,\"y\n3,x\n", OG_ERR_FORMAT, ":3: a quote is never closed in column \"k\"");
    refuse("a,k\n\"1\"2,x\n", OG_ERR_FORMAT, ":2: there is text behind the closing quote in column \"a\"");
    refuse("a,\"k\n", OG_ERR_FORMAT, ":1: a quote is never closed in column 2");
    refuse("a,k\n1,x,\"\n", OG_ERR_FORMAT, ":2: a quote is never closed in column 3");
}

static void a_bad_header_is_refused(void **state)
{
    (void)state;
    refuse("radius,b,radius,k\n1,2,3,x\n", OG_ERR_FORMAT, ":1: columns 1 and 3 are both called \"radius\"");
    refuse(",a,k\n0,1,x\n", OG_ERR_FORMAT,
           ":1: column 1 has no name (a row index? write the table without it)");
    refuse("1,1,2,x\n1,2,3,y\n", OG_ERR_FORMAT,
           ":1: columns 1 and 2 are both called \"1\" (is the header line missing?)");
    refuse("\na,,k\n1,2,x\n", OG_ERR_FORMAT, ":2: column 2 has no name");
    refuse("a,k,\n1,x,\n", OG_ERR_FORMAT, ":1: column 3 has no name");
    refuse("a\n1\n", OG_ERR_FORMAT,
           ":1: found one column, expected features and a label, between commas, semicolons or tabs");
}

static void a_first_line_of_numbers_is_no_header(void **state)
{
    (void)state;
    static const char *const lines[] = {"5.1,3.5,0\n4.9,3.0,1\n", "5,3,0\n4,3,1\n",
                                        "17.99,0.095,yes\n1,2,no\n", "b,1e-3,k\n1,2,x\n", "3.0,kind\n1,x\n"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        refuse(lines[i], OG_ERR_FORMAT,
               ":1: the first line looks like data; a line of names has to come first");
    og_dataset *d = read_text("0,1,kind\n5,6,x\n7,8,y\n"); /* as some programs call columns without a name */
    assert_string_equal(d->feature_names[1], "1");
    assert_table(d, 2, 2, (const float[]){5, 6, 7, 8}, (const float[]){0, 1});
}

static void files_without_rows_are_refused(void **state)
{
    (void)state;
    static const char *const empty[] = {"", "\n", " \r\n\t\n", "\xef\xbb\xbf"};
    for (size_t i = 0; i < 4; i++)
        refuse(empty[i], OG_ERR_FORMAT, ": the file is empty, expected a header line and rows");
    refuse("a,b,k\n", OG_ERR_FORMAT, ": there is a header line but no row");
    refuse("a,b,k", OG_ERR_FORMAT, ": there is a header line but no row");
}

static void what_cannot_be_read_names_the_path(void **state)
{
    (void)state;
    og_dataset *d = NULL;
    assert_status(og_csv_read("no/such.csv", NULL, &d), OG_ERR_FILE);
    assert_contains(og_error_detail(), "no/such.csv: cannot be opened: ");
    assert_status(og_csv_read(".", NULL, &d), OG_ERR_FILE);
    assert_contains(og_error_detail(), ".: cannot be ");
    assert_null(d);
}

static void what_is_no_utf8_text_is_refused(void **state)
{
    (void)state;
    refuse("\xff\xfe"
           "a",
           OG_ERR_FORMAT, ":1: this is UTF-16 text, expected UTF-8");
    const char *path = temporary_path("zero.csv");
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fwrite("a,k\n1,\0\n", 1, 8, file);
    fclose(file);
    og_dataset *d = NULL;
    assert_status(og_csv_read(path, NULL, &d), OG_ERR_FORMAT);
    assert_contains(og_error_detail(), "zero.csv:2: found a zero byte, expected a table as text");
    assert_null(d);
}

static void the_label_column_is_found_by_name(void **state)
{
    (void)state;
    og_csv_def def = og_csv_def_default();
    def.label = "k";
    og_dataset *d = read_with(&def, "a,k,b\n1,x,2\n3,y,4\n");
    assert_string_equal(d->feature_names[1], "b");
    assert_string_equal(d->label_names[0], "k");
    assert_table(d, 2, 2, (const float[]){1, 2, 3, 4}, (const float[]){0, 1});
    def.label = "K";
    refuse_with(&def, "a,k,b\n1,x,2\n", OG_ERR_ARGUMENT,
                ": there is no column \"K\"; there are \"a\", \"k\", \"b\"");
}

static void listed_features_are_taken_in_their_order_and_the_rest_is_not_read(void **state)
{
    (void)state;
    og_csv_def def = og_csv_def_default();
    def.features = "b, \"a,a\"";
    og_dataset *d = read_with(&def, "\"a,a\",city,b,k\n1,Rome,2,x\n3,Oslo,4,y\n");
    assert_string_equal(d->feature_names[0], "b");
    assert_table(d, 2, 2, (const float[]){2, 1, 4, 3}, (const float[]){0, 1});
    const char *text = "a,b,k\n1,2,x\n3,4,y\n";
    def.features = "a,q";
    refuse_with(&def, text, OG_ERR_ARGUMENT, ": there is no column \"q\"; there are \"a\", \"b\", \"k\"");
    def.features = "a,a";
    refuse_with(&def, text, OG_ERR_ARGUMENT, ": column \"a\" is listed twice");
    def.features = "a,k";
    refuse_with(&def, text, OG_ERR_ARGUMENT, ": column \"k\" is the label and cannot be a feature too");
    def.features = "";
    refuse_with(&def, text, OG_ERR_ARGUMENT, ": there is no column \"\"; there are \"a\", \"b\", \"k\"");
}

static void a_broken_list_of_features_is_refused(void **state)
{
    (void)state;
    og_csv_def def = og_csv_def_default();
    const char *text = "a,b,k\n1,2,x\n";
    def.features = "a,\"b";
    refuse_with(&def, text, OG_ERR_ARGUMENT, ": the list of columns a,\"b has a quote at the wrong place");
    def.features = "\"a\nb\"c";
    refuse_with(&def, text, OG_ERR_ARGUMENT, ": the list of columns \"a?b\"c has a quote at the wrong place");
    static const char *const cut[] = {"a\nb", "a\rb", "a\r\n", "a,b\n", "a,\"b\"\n,k"};
    for (size_t i = 0; i < sizeof cut / sizeof *cut; i++) {
        og_dataset *d = NULL;
        def.features = cut[i];
        assert_status(og_csv_read(temporary_file("t.csv", text), &def, &d), OG_ERR_ARGUMENT);
        assert_contains(og_error_detail(), " has a line end in it");
    }
    def.features = "\"a\nb\""; /* a name may have one */
    assert_table(read_with(&def, "\"a\nb\",k\n1,x\n2,y\n"), 2, 1, (const float[]){1, 2},
                 (const float[]){0, 1});
}

static void numeric_labels_are_sorted_as_numbers(void **state)
{
    (void)state;
    og_dataset *d = read_text("a,k\n1,10\n2,9\n3,10.0\n");
    assert_string_equal(d->class_names[0], "9");
    assert_string_equal(d->class_names[1], "10");
    assert_table(d, 3, 1, (const float[]){1, 2, 3}, (const float[]){1, 0, 1});
    d = read_text("a,k\n1,10\n2,9a\n"); /* not all of them numbers: byte order */
    assert_string_equal(d->class_names[1], "9a");
    og_dataset_destroy(d);
}

static void the_positive_class_can_be_chosen(void **state)
{
    (void)state;
    og_csv_def def = og_csv_def_default();
    def.positive = "benign";
    og_dataset *d = read_with(&def, "a,k\n1,benign\n2,malignant\n");
    assert_string_equal(d->class_names[0], "malignant");
    assert_string_equal(d->class_names[1], "benign");
    assert_table(d, 2, 1, (const float[]){1, 2}, (const float[]){1, 0});
    def.positive = "1";
    assert_table(read_with(&def, "a,k\n1,1.0\n2,2.0\n"), 2, 1, (const float[]){1, 2}, (const float[]){1, 0});
    def.positive = "bad";
    refuse_with(
        &def, "a,k\n1,x\n2,y\n", OG_ERR_ARGUMENT,
        ": column \"k\" has the classes \"x\", \"y\"; expected the positive class \"bad\" among them");
    refuse_with(
        &def, "a,k\n1,0\n2,1\n", OG_ERR_ARGUMENT,
        ": column \"k\" has the classes \"0\", \"1\"; expected the positive class \"bad\" among them");
}

static void one_class_or_three_cannot_be_learned(void **state)
{
    (void)state;
    refuse("a,k\n1,x\n2,x\n", OG_ERR_DATA,
           ": column \"k\" has the class \"x\"; expected two classes to tell apart");
    const char *three = "a,k\n1,y\n2,x\n3,z\n4,y\n";
    refuse(three, OG_ERR_DATA,
           ": column \"k\" has the classes \"x\", \"y\", \"z\"; "
           "expected two; choose one with positive, and it stands against all others");
    og_csv_def def = og_csv_def_default();
    def.positive = "y";
    og_dataset *d = read_with(&def, three);
    assert_string_equal(d->class_names[0], "not y");
    assert_table(d, 4, 1, (const float[]){1, 2, 3, 4}, (const float[]){1, 0, 0, 1});
    refuse("a,k\n1,x\n2,\n", OG_ERR_FORMAT, ":3: expected a class in column \"k\", got \"\"");
}

static void several_columns_of_0_and_1_are_several_labels(void **state)
{
    (void)state;
    og_csv_def def = og_csv_def_default();
    def.label = "q,p";
    og_dataset *d = read_with(&def, "p,a,q\n1,5,0\n0,6,1.0\n");
    assert_int_equal(d->labels, 2);
    assert_string_equal(d->label_names[0], "q");
    assert_string_equal(d->class_names[1], "1");
    assert_table(d, 2, 1, (const float[]){5, 6}, (const float[]){0, 1, 1, 0});
    refuse_with(&def, "p,a,q\n1,5,2\n", OG_ERR_FORMAT, ":2: expected 0 or 1 in column \"q\", got \"2\"");
    refuse_with(&def, "p,q\n1,1\n", OG_ERR_ARGUMENT,
                ": every column is a label, expected at least one feature");
    d = read_with(&def, "a,\"q,p\"\n1,x\n2,y\n"); /* a column of exactly this name comes first */
    assert_int_equal(d->labels, 1);
    og_dataset_destroy(d);
    def.positive = "1";
    refuse_with(&def, "p,a,q\n1,5,0\n", OG_ERR_ARGUMENT,
                ": a positive class was given, but 2 label columns of 0 and 1 have none");
}

static void error_messages_stay_on_one_line_and_short(void **state)
{
    (void)state;
    refuse("a,k\n0,x\n\"1\n\x1b[31m\",x\n", OG_ERR_FORMAT,
           ":3: expected a number in column \"a\", got \"1??[31m\"");
    char text[4000] = "a,k\nx"; /* so that the cut would fall into a character */
    for (int i = 0; i < 1000; i++)
        strcat(text, "\xc3\xa9");
    strcat(text, ",x\n");
    og_dataset *d = NULL;
    assert_status(og_csv_read(temporary_file("t.csv", text), NULL, &d), OG_ERR_FORMAT);
    assert_true(strlen(og_error_detail()) < 200);
    assert_contains(og_error_detail(), "\xc3\xa9...\"");
    strcpy(text, "a,k\n");
    for (int i = 0; i < 300; i++)
        snprintf(text + strlen(text), 16, "1,%d\n", i);
    assert_status(og_csv_read(temporary_file("t.csv", text), NULL, &d), OG_ERR_DATA);
    assert_contains(og_error_detail(), "\"0\", \"1\", \"2\", ");
    assert_contains(og_error_detail(), " more; expected two");
}

static void the_breast_cancer_table_is_read_whole(void **state)
{
    (void)state;
    og_dataset *d = NULL;
    assert_ok(og_csv_read(OGEE_SOURCE_DIR "/assets/data/breast_cancer.csv", NULL, &d));
    assert_int_equal(d->rows, 569);
    assert_int_equal(d->features, 30);
    assert_string_equal(d->class_names[1], "malignant");
    double positive = 0;
    for (size_t i = 0; i < d->rows; i++)
        positive += d->y[i];
    assert_near(positive, 212, 0);
    assert_same_float(d->x[0], 17.99f);
    assert_same_float(d->x[569 * 30 - 1], 0.07039f);
    og_dataset_destroy(d);
}

/* ---- mutated tables ---- */

static void mutate(og_rng *rng, char *text, size_t room)
{
    static const char bytes[] = ",;\t\"\"\n\r .-e019xn\xef\xff\x01";
    size_t length = strlen(text), at = og_rng_u32(rng) % (length + 1);
    char byte = bytes[og_rng_u32(rng) % (sizeof bytes - 1)];
    switch (og_rng_u32(rng) % 4) {
    case 0: text[at] = at < length ? byte : 0; break;
    case 1:
        if (length + 2 < room) {
            memmove(text + at + 1, text + at, length - at + 1);
            text[at] = byte;
        }
        break;
    case 2:
        if (at < length)
            memmove(text + at, text + at + 1, length - at);
        break;
    default: /* repeats the end, or cuts it off */
        if (og_rng_u32(rng) % 8 == 0)
            text[at] = 0;
        else if (length + (length - at) + 1 < room)
            memcpy(text + length, text + at, length - at), text[length + (length - at)] = 0;
    }
}

static void check_dataset(const og_dataset *d)
{
    assert_true(d->rows > 0 && d->features > 0 && d->labels > 0);
    for (size_t i = 0; i < d->rows * d->features; i++)
        assert_true(isfinite(d->x[i]));
    for (size_t i = 0; i < d->rows * d->labels; i++)
        assert_true(d->y[i] == 0 || d->y[i] == 1);
    for (size_t i = 0; i < d->features; i++)
        assert_true(strlen(d->feature_names[i]) > 0);
}

static void mutated_tables_are_read_or_refused_in_one_line(void **state)
{
    (void)state;
    static const char seed_text[] =
        "\"a \"\"b\"\"\",b,c,k\n1.5,2e1,-3,x\n4,\"5\",6,y\r\n\"7\",8.25,9e-2,\"x\"\n0,1,0,y\n";
    og_rng rng;
    og_rng_seed(&rng, 2026);
    int read = 0, refused = 0;
    for (int round = 0; round < 4000; round++) {
        char text[600];
        strcpy(text, seed_text);
        for (uint32_t changes = 1 + og_rng_u32(&rng) % 8; changes > 0; changes--)
            mutate(&rng, text, sizeof text);
        og_csv_def def = og_csv_def_default();
        def.positive = round % 3 == 0 ? "x" : NULL;
        def.features = round % 5 == 0 ? "c,b" : NULL;
        def.label = round % 7 == 0 ? "b,c" : NULL;
        def.one_hot = round % 11 == 0 ? "b" : NULL;
        def.missing = (og_missing)(round % 3);
        og_dataset *d = NULL;
        og_status status = og_csv_read(temporary_file("t.csv", text), &def, &d);
        if (status == OG_OK) {
            check_dataset(d);
            og_dataset_destroy(d);
            read++;
        } else {
            assert_true(status == OG_ERR_FORMAT || status == OG_ERR_DATA || status == OG_ERR_ARGUMENT);
            assert_contains(og_error_detail(), "t.csv:");
            assert_null(strpbrk(og_error_detail(), "\n\r\x1b"));
            assert_null(d);
            refused++;
        }
    }
    assert_true(read > 100 && refused > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plain_table_is_read),
        cmocka_unit_test(every_way_to_write_the_same_table_gives_the_same_rows),
        cmocka_unit_test(quotes_keep_delimiters_quotes_spaces_and_line_ends),
        cmocka_unit_test(a_quote_inside_a_plain_field_is_text),
        cmocka_unit_test(commas_in_names_do_not_hide_the_real_delimiter),
        cmocka_unit_test(numbers_are_rounded_correctly),
        cmocka_unit_test(what_is_no_number_is_named_with_row_and_column),
        cmocka_unit_test(numbers_that_are_not_finite_are_refused),
        cmocka_unit_test(a_decimal_comma_is_explained),
        cmocka_unit_test(ragged_rows_are_refused_before_their_cells_are_judged),
        cmocka_unit_test(broken_quotes_are_refused),
        cmocka_unit_test(a_bad_header_is_refused),
        cmocka_unit_test(a_first_line_of_numbers_is_no_header),
        cmocka_unit_test(files_without_rows_are_refused),
        cmocka_unit_test(what_cannot_be_read_names_the_path),
        cmocka_unit_test(what_is_no_utf8_text_is_refused),
        cmocka_unit_test(the_label_column_is_found_by_name),
        cmocka_unit_test(listed_features_are_taken_in_their_order_and_the_rest_is_not_read),
        cmocka_unit_test(a_broken_list_of_features_is_refused),
        cmocka_unit_test(numeric_labels_are_sorted_as_numbers),
        cmocka_unit_test(the_positive_class_can_be_chosen),
        cmocka_unit_test(one_class_or_three_cannot_be_learned),
        cmocka_unit_test(several_columns_of_0_and_1_are_several_labels),
        cmocka_unit_test(error_messages_stay_on_one_line_and_short),
        cmocka_unit_test(the_breast_cancer_table_is_read_whole),
        cmocka_unit_test(mutated_tables_are_read_or_refused_in_one_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
