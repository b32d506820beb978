/* Files that are whole or not there. */
#define _XOPEN_SOURCE 700
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ogee/file.h"
#include "support.h"

static void write_file(const char *path, const char *text)
{
    og_file file;
    assert_ok(og_file_open(&file, path));
    fputs(text, file.stream);
    assert_ok(og_file_commit(&file));
}

static void assert_content(const char *path, const char *text)
{
    char *content = read_whole_file(path);
    assert_string_equal(content, text);
    free(content);
}

/* How many names there are in the folder of temporary_path, files of run() aside. */
static int count_names(const char *pattern)
{
    char command[512];
    snprintf(command, sizeof command, "ls -A '%s' | grep -c '%s'", temporary_path(""), pattern);
    run_result result = run(command);
    int count = atoi(result.out);
    run_free(&result);
    return count;
}

static void a_file_has_its_name_only_when_it_is_whole(void **state)
{
    (void)state;
    const char *path = temporary_path("whole.csv");
    og_file file;
    assert_ok(og_file_open(&file, path));
    fputs("half", file.stream);
    assert_false(file_exists(path));
    assert_string_equal(file.target, path);
    fputs(" and half", file.stream);
    assert_ok(og_file_commit(&file));
    assert_content(path, "half and half");
    assert_null(file.target);
    assert_null(file.temporary);
    assert_int_equal(count_names("whole"), 1);
}

static void the_temporary_file_lies_beside_its_target_and_has_its_extension(void **state)
{
    (void)state;
    const char *names[] = {"a.png", "no-extension", "two.dots.svg", ".hidden"};
    const char *ends[] = {".png", "", ".svg", ".hidden"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        og_file file;
        const char *path = temporary_path(names[i]);
        assert_ok(og_file_open(&file, path));
        assert_true(file_exists(file.temporary));
        assert_memory_equal(file.temporary, path, strlen(path) - strlen(names[i]));
        size_t length = strlen(file.temporary), end = strlen(ends[i]);
        assert_string_equal(file.temporary + length - end, ends[i]);
        og_file_discard(&file);
        assert_int_equal(count_names("[.]tmp"), 0);
    }
}

static void a_name_may_be_as_long_as_names_can_be(void **state)
{
    (void)state;
    static char name[256], dotted[256];
    memset(name, 'n', 255);
    memcpy(name + 251, ".csv", 4);
    memset(dotted, 'd', 255);
    dotted[5] = '.';
    const char *names[] = {name, dotted};
    for (size_t i = 0; i < 2; i++) {
        char path[512];
        snprintf(path, sizeof path, "%s/%s", temporary_path(""), names[i]);
        write_file(path, "long");
        assert_content(path, "long");
        write_file(path, "longer"); /* over the old one */
        assert_content(path, "longer");
        remove(path);
    }
    assert_int_equal(count_names("[.]tmp"), 0);
}

static void two_files_for_one_target_do_not_meet(void **state)
{
    (void)state;
    const char *path = temporary_path("twice.txt");
    og_file first, second;
    assert_ok(og_file_open(&first, path));
    assert_ok(og_file_open(&second, path));
    fputs("first", first.stream);
    fputs("second", second.stream);
    assert_ok(og_file_commit(&first));
    assert_content(path, "first");
    assert_ok(og_file_commit(&second));
    assert_content(path, "second");
}

static void discarding_leaves_the_old_file(void **state)
{
    (void)state;
    const char *path = temporary_file("old.txt", "old");
    og_file file;
    assert_ok(og_file_open(&file, path));
    fputs("new", file.stream);
    og_file_discard(&file);
    assert_content(path, "old");
    assert_int_equal(count_names("old.txt"), 1);
    og_file_discard(&file); /* again: nothing */
    og_file none = {0};
    og_file_discard(&none);
}

static void a_closed_file_can_be_written_by_name_before_it_is_committed(void **state)
{
    (void)state;
    const char *path = temporary_path("picture.svg");
    og_file file;
    assert_ok(og_file_open(&file, path));
    assert_ok(og_file_close(&file));
    assert_null(file.stream);
    assert_ok(og_file_close(&file));
    write_file(file.temporary, "drawn elsewhere");
    assert_false(file_exists(path));
    assert_ok(og_file_commit(&file));
    assert_content(path, "drawn elsewhere");
}

static mode_t mode_of(const char *path)
{
    struct stat info;
    assert_int_equal(stat(path, &info), 0);
    return info.st_mode & 07777;
}

static void an_existing_file_keeps_its_mode_and_a_new_one_obeys_the_umask(void **state)
{
    (void)state;
    const char *path = temporary_file("mode.txt", "old");
    assert_int_equal(chmod(path, 0620), 0);
    mode_t old = umask(027);
    write_file(path, "new");
    const char *fresh = temporary_path("fresh.txt");
    write_file(fresh, "new");
    umask(old);
    assert_int_equal(mode_of(path), 0620);
    assert_int_equal(mode_of(fresh), 0640);
}

static void symbolic_links_are_followed(void **state)
{
    (void)state;
    const char *path = temporary_file("behind.txt", "old"), *link = temporary_path("link.txt");
    const char *link_to_link = temporary_path("link2.txt");
    assert_int_equal(symlink("behind.txt", link), 0);
    assert_int_equal(symlink("link.txt", link_to_link), 0);
    write_file(link_to_link, "new");
    assert_content(path, "new");
    struct stat info;
    assert_int_equal(lstat(link_to_link, &info), 0);
    assert_true(S_ISLNK(info.st_mode));
}

static void a_link_to_a_file_that_is_not_there_yet_leads_to_it(void **state)
{
    (void)state;
    const char *link = temporary_path("early.txt");
    assert_int_equal(symlink("late.txt", link), 0);
    write_file(link, "here");
    assert_content(temporary_path("late.txt"), "here");
}

static void links_in_a_circle_are_refused(void **state)
{
    (void)state;
    const char *link = temporary_path("circle.txt");
    assert_int_equal(symlink("circle.txt", link), 0);
    og_file file;
    assert_status(og_file_open(&file, link), OG_ERR_FILE);
    assert_contains(og_error_detail(), "circle.txt: cannot be written: Too many levels of symbolic links");
}

static void a_target_that_cannot_be_written_is_refused_before_anything_is(void **state)
{
    (void)state;
    static char long_name[400];
    memset(long_name, 'n', sizeof long_name - 1);
    temporary_file("plain", "");
    const struct {
        const char *name, *expected;
    } refused[] = {
        {"", "tmp-"}, /* the folder itself */
        {"no/such/folder.csv", "no/such/folder.csv: cannot be written: No such file or directory"},
        {"plain/inside.csv", "plain/inside.csv: cannot be written: Not a directory"},
        {"new-folder/", "new-folder/: cannot be written: "},
        {long_name, "cannot be written: File name too long"},
    };
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        og_file file;
        char path[512];
        snprintf(path, sizeof path, "%s%s", temporary_path(""), refused[i].name);
        assert_status(og_file_open(&file, path), OG_ERR_FILE);
        assert_contains(og_error_detail(), refused[i].expected);
        assert_null(file.stream);
        assert_null(file.target);
    }
    og_file file;
    assert_status(og_file_open(&file, temporary_path("")), OG_ERR_FILE);
    assert_contains(og_error_detail(), ": cannot be written: Is a directory");
    assert_status(og_file_open(&file, ""), OG_ERR_FILE);
    assert_string_equal(og_error_detail(), ": cannot be written: No such file or directory");
    assert_int_equal(count_names("folder\\|inside\\|nnnn"), 0);
}

static void a_file_without_permission_to_write_is_refused(void **state)
{
    (void)state;
    if (geteuid() == 0)
        skip(); /* who may do everything */
    const char *path = temporary_file("fixed.txt", "old");
    assert_int_equal(chmod(path, 0444), 0);
    og_file file;
    assert_status(og_file_open(&file, path), OG_ERR_FILE);
    assert_contains(og_error_detail(), "fixed.txt: cannot be written: Permission denied");
}

static void a_full_device_is_said_at_the_end(void **state)
{
    (void)state;
    og_file file;
    if (og_file_open(&file, "/dev/full") != OG_OK)
        skip(); /* Linux only */
    assert_null(file.temporary);
    fputs("too much", file.stream);
    assert_status(og_file_commit(&file), OG_ERR_FILE);
    assert_string_equal(og_error_detail(), "/dev/full: cannot be written: No space left on device");
    assert_null(file.stream);
    assert_true(file_exists("/dev/full"));
}

static void why_an_early_write_failed_is_said_at_the_end(void **state)
{
    (void)state;
    og_file file;
    if (og_file_open(&file, "/dev/full") != OG_OK)
        skip(); /* Linux only */
    for (int i = 0; i < 10000; i++)
        fputs("more than a buffer\n", file.stream);
    errno = 0;
    assert_status(og_file_commit(&file), OG_ERR_FILE);
    assert_string_equal(og_error_detail(), "/dev/full: cannot be written: No space left on device");
    assert_int_equal(symlink("/dev/full", temporary_path("full.csv")), 0);
    assert_ok(og_file_open(&file, temporary_path("full.csv")));
    fputs("too much", file.stream);
    assert_status(og_file_commit(&file), OG_ERR_FILE);
    assert_contains(og_error_detail(), "full.csv: cannot be written: No space left on device"); /* as given */
}

static void links_are_resolved_also_to_what_is_not_there_yet(void **state)
{
    (void)state;
    char *target = NULL;
    assert_ok(og_file_resolve("no/such/file", &target));
    assert_string_equal(target, "no/such/file");
    free(target);
    assert_int_equal(symlink("later.txt", temporary_path("first-link")), 0);
    assert_int_equal(symlink("first-link", temporary_path("second-link")), 0);
    assert_ok(og_file_resolve(temporary_path("second-link"), &target));
    assert_string_equal(target, temporary_path("later.txt"));
    free(target);
    assert_int_equal(symlink("round", temporary_path("round")), 0);
    target = NULL;
    assert_status(og_file_resolve(temporary_path("round"), &target), OG_ERR_FILE);
    assert_null(target);
}

static void a_file_that_grows_too_large_leaves_the_old_one(void **state)
{
    (void)state;
    const char *path = temporary_file("limit.txt", "old");
    struct rlimit before, small;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small = before;
    small.rlim_cur = 4096;
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    og_file file;
    assert_ok(og_file_open(&file, path));
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    for (int i = 0; i < 10000; i++)
        fputs("more than fits\n", file.stream);
    og_status status = og_file_commit(&file);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    signal(SIGXFSZ, handler);
    assert_status(status, OG_ERR_FILE);
    assert_contains(og_error_detail(), "limit.txt: cannot be written: ");
    assert_content(path, "old");
    assert_int_equal(count_names("limit.txt"), 1);
}

static void a_pipe_is_written_straight(void **state)
{
    (void)state;
    const char *path = temporary_path("pipe");
    assert_int_equal(mkfifo(path, 0600), 0);
    int reader = open(path, O_RDONLY | O_NONBLOCK);
    assert_true(reader >= 0);
    og_file file;
    assert_ok(og_file_open(&file, path));
    assert_null(file.temporary);
    fputs("through", file.stream);
    assert_ok(og_file_commit(&file));
    char text[16] = {0};
    assert_int_equal(read(reader, text, sizeof text - 1), 7);
    assert_string_equal(text, "through");
    close(reader);
    struct stat info;
    assert_int_equal(lstat(path, &info), 0);
    assert_true(S_ISFIFO(info.st_mode));
}

/* As /dev/stdout is where it is a pipe: a link to a name that is none. */
static void a_link_to_an_open_pipe_is_written_straight(void **state)
{
    (void)state;
    int ends[2];
    char path[64], text[16] = {0};
    struct stat info;
    assert_int_equal(pipe(ends), 0);
    snprintf(path, sizeof path, "/proc/self/fd/%d", ends[1]);
    if (stat(path, &info) != 0)
        skip(); /* Linux only */
    og_file file;
    assert_ok(og_file_open(&file, path));
    assert_null(file.temporary);
    fputs("through", file.stream);
    assert_ok(og_file_commit(&file));
    assert_int_equal(read(ends[0], text, sizeof text - 1), 7);
    assert_string_equal(text, "through");
    close(ends[0]);
    close(ends[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_has_its_name_only_when_it_is_whole),
        cmocka_unit_test(the_temporary_file_lies_beside_its_target_and_has_its_extension),
        cmocka_unit_test(a_name_may_be_as_long_as_names_can_be),
        cmocka_unit_test(two_files_for_one_target_do_not_meet),
        cmocka_unit_test(discarding_leaves_the_old_file),
        cmocka_unit_test(a_closed_file_can_be_written_by_name_before_it_is_committed),
        cmocka_unit_test(an_existing_file_keeps_its_mode_and_a_new_one_obeys_the_umask),
        cmocka_unit_test(symbolic_links_are_followed),
        cmocka_unit_test(a_link_to_a_file_that_is_not_there_yet_leads_to_it),
        cmocka_unit_test(links_in_a_circle_are_refused),
        cmocka_unit_test(a_target_that_cannot_be_written_is_refused_before_anything_is),
        cmocka_unit_test(a_file_without_permission_to_write_is_refused),
        cmocka_unit_test(a_full_device_is_said_at_the_end),
        cmocka_unit_test(why_an_early_write_failed_is_said_at_the_end),
        cmocka_unit_test(links_are_resolved_also_to_what_is_not_there_yet),
        cmocka_unit_test(a_file_that_grows_too_large_leaves_the_old_one),
        cmocka_unit_test(a_pipe_is_written_straight),
        cmocka_unit_test(a_link_to_an_open_pipe_is_written_straight),
    };
    return cmocka_run_group_tests_name("file", tests, NULL, NULL);
}
