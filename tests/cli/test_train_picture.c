/* `ogee train --picture`: the decision boundary over two features, where there is a viewer. */
#include "cli.h"

#define CANCER "--data \"$SRC/assets/data/breast_cancer.csv\" "

static int has_viewer(void)
{
    run_result result = run("\"$BIN/ogee\" lessons");
    int has = result.status == 0;
    run_free(&result);
    return has;
}

static unsigned big_endian(const unsigned char *bytes)
{
    return (unsigned)bytes[0] << 24 | (unsigned)bytes[1] << 16 | (unsigned)bytes[2] << 8 | bytes[3];
}

static void a_picture_of_two_features_has_size_times_scale_pixels(void **state)
{
    (void)state;
    if (!has_viewer())
        skip();
    run_result result =
        shell_well("ogee train " CANCER
                   "--features mean_radius,mean_texture --epochs 2 --quiet --size 640x500 --scale 2 "
                   "--theme dark --picture $F/plane.png");
    unsigned char head[24];
    FILE *file = fopen(temporary_path("plane.png"), "rb");
    assert_non_null(file);
    assert_int_equal(fread(head, 1, sizeof head, file), sizeof head);
    fclose(file);
    assert_memory_equal(head, "\x89PNG\r\n\x1a\n", 8);
    assert_int_equal(big_endian(head + 16), 1280);
    assert_int_equal(big_endian(head + 20), 1000);
    run_free(&result);
}

static void an_svg_names_the_data_the_features_and_the_classes(void **state)
{
    (void)state;
    if (!has_viewer())
        skip();
    temporary_file("cats.csv", "a*b*,$c,kind\n1,2,cat\n2,3,dog\n3,4,cat\n4,6,dog\n5,5,cat\n");
    run_result result = shell_well("ogee train "
                                   "--data $F/cats.csv --epochs 2 --quiet --test 0 --picture $F/cats.svg");
    char *svg = read_whole_file(temporary_path("cats.svg"));
    assert_int_equal(strncmp(svg, "<", 1), 0);
    assert_contains(svg, ">cats.csv<");
    assert_contains(svg, ">cat<");
    assert_contains(svg, ">dog<");
    assert_contains(svg, ">a*b*<");
    assert_contains(svg, ">$<");
    assert_null(strchr(svg, '\\'));
    assert_contains(svg, "</svg>");
    free(svg);
    run_free(&result);
}

static void where_all_is_one_class_no_line_is_drawn(void **state)
{
    (void)state;
    if (!has_viewer())
        skip();
    do_well(
        "ogee train --data moons --init zeros --epochs 0 --quiet --picture $F/flat.svg;"
        "ogee train --data moons --hidden none --init constant:0.1 --epochs 0 --quiet --picture $F/line.svg");
    char *flat = read_whole_file(temporary_path("flat.svg")),
         *line = read_whole_file(temporary_path("line.svg"));
    assert_contains(line, ">0.5<"); /* the label of the boundary; ticks have a minus or other digits here */
    int flat_lines = 0, lines = 0;
    for (const char *at = flat; (at = strstr(at, "<path")); at++)
        flat_lines++;
    for (const char *at = line; (at = strstr(at, "<path")); at++)
        lines++;
    if (!(lines > flat_lines))
        fail_msg("%d paths with a boundary, %d without", lines, flat_lines);
    free(flat);
    free(line);
}

static void a_picture_that_cannot_be_written_is_said_with_its_own_name(void **state)
{
    (void)state;
    if (!has_viewer())
        skip();
    run_result result =
        shell("trap '' XFSZ; ulimit -f 8; ogee train --data moons --epochs 1 --quiet --picture "
              "$F/big.png --save $F/kept.st");
    assert_int_equal(result.status, 1);
    assert_contains(result.err, "/big.png: cannot be written: File too large\n");
    assert_contains(result.out, "1 epoch, 13 steps");
    run_free(&result);
    do_well("ogee data moons | ogee eval $F/kept.st --data /dev/stdin; rm $F/kept.st; test -z \"$(ls -A $F | "
            "grep "
            "-v '^run[.]' | grep 'big\\|ogee')\"");
}

static void a_picture_draws_one_label(void **state)
{
    (void)state;
    if (!has_viewer())
        skip();
    temporary_file("pair.csv", "x,y,p,q\n1,2,0,0\n2,3,0,1\n3,1,1,0\n4,2,1,1\n");
    const refusal rows[] = {{"ogee train --data $F/pair.csv --label p,q --test 0 --picture $F/pair.svg", 2,
                             "--picture draws one label and the data has 2; choose one with --label A"}};
    CHECK_REFUSALS(rows);
}

static void a_picture_needs_two_features_and_a_viewer(void **state)
{
    (void)state;
    const refusal with[] = {
        {"ogee train " CANCER "--epochs 1 --picture $F/a.png", 2,
         "--picture draws two features and the data has 30; choose two with --features A,B"}};
    const refusal without[] = {
        {"ogee train --data moons --epochs 1 --picture $F/a.png", 1,
         "--picture needs SDL2, SDL2_ttf and SDL2_image, which this ogee was built without"}};
    check_refusals(has_viewer() ? with : without, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_picture_of_two_features_has_size_times_scale_pixels),
        cmocka_unit_test(an_svg_names_the_data_the_features_and_the_classes),
        cmocka_unit_test(where_all_is_one_class_no_line_is_drawn),
        cmocka_unit_test(a_picture_that_cannot_be_written_is_said_with_its_own_name),
        cmocka_unit_test(a_picture_draws_one_label),
        cmocka_unit_test(a_picture_needs_two_features_and_a_viewer),
    };
    return cmocka_run_group_tests_name("train picture", tests, NULL, NULL);
}
