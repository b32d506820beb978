/* What `ogee train` says to bad input: one line, the right exit status, and no file left behind. */
#define _XOPEN_SOURCE 700
#include "cli.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

/* The row's command is what stands behind `ogee train --quiet`. */
static void check(const refusal *row, const char *before)
{
    char command[1024];
    snprintf(command, sizeof command, "ogee train --quiet %s", row->command);
    check_refusal(&(refusal){command, row->status, row->says}, before);
}

static void check_all(const refusal *rows, size_t count)
{
    char *before = listing();
    for (size_t i = 0; i < count; i++)
        check(&rows[i], before);
    free(before);
}
#define CHECK_ALL(rows) check_all(rows, sizeof(rows) / sizeof *(rows))

static void a_bad_table_is_status_1_with_file_line_and_column(void **state)
{
    (void)state;
    temporary_file("good.csv", "a,b,y\n1,2,0\n2,3,1\n3,4,0\n4,6,1\n");
    temporary_file("empty.csv", "");
    temporary_file("header.csv", "a,b,y\n");
    temporary_file("ragged.csv", "a,b,y\n1,2,0\n1,2\n");
    temporary_file("text.csv", "radius,b,y\n1,2,0\nn/a,2,1\n");
    temporary_file("nan.csv", "a,b,y\n1,2,0\n1,nan,1\n");
    temporary_file("inf.csv", "a,b,y\n1,inf,0\n1,2,1\n");
    temporary_file("one.csv", "a,b,y\n1,2,yes\n1,2,yes\n");
    temporary_file("three.csv", "a,b,y\n1,2,p\n1,2,q\n3,2,r\n");
    temporary_file("quote.csv", "a,b,y\n1,\"2,0\n1,2,1\n");
    temporary_file("twice.csv", "a,a,y\n1,2,0\n1,2,1\n");
    temporary_file("headless.csv", "17.99,0.095,1\n20.5,0.07,0\n");
    temporary_file("index.csv", ",a,y\n0,1,0\n1,2,1\n");
    temporary_file("first.csv", "kind,a\nM,3\nB,4\nM,5\n");
    temporary_file("binary.csv", "\x7f"
                                 "ELF\x01\x02\n\x03\x04\n");
    const refusal rows[] = {
        {"--log $F/out.csv --data $F/missing.csv", 1, "missing.csv"},
        {"--log $F/out.csv --data $F", 1, "ogee: "},
        {"--log $F/out.csv --data $F/empty.csv", 1, "empty.csv"},
        {"--log $F/out.csv --data $F/header.csv", 1, "header.csv"},
        {"--log $F/out.csv --data $F/ragged.csv", 1, "ragged.csv:3"},
        {"--log $F/out.csv --data $F/text.csv", 1,
         "text.csv:3: expected a number in column \"radius\", got \"n/a\""},
        {"--log $F/out.csv --data $F/nan.csv", 1, "nan.csv:3"},
        {"--log $F/out.csv --data $F/inf.csv", 1, "inf.csv:2"},
        {"--log $F/out.csv --data $F/one.csv", 1, "yes"},
        {"--log $F/out.csv --data $F/three.csv", 1, "three.csv"},
        {"--log $F/out.csv --data $F/quote.csv", 1, "quote.csv"},
        {"--log $F/out.csv --data $F/twice.csv", 1, "\"a\""},
        {"--log $F/out.csv --data $F/binary.csv", 1, "binary.csv"},
        {"--log $F/out.csv --data $F/headless.csv", 1,
         "headless.csv:1: the first line looks like data; a line of names has to come first"},
        {"--log $F/out.csv --data $F/index.csv", 1,
         "index.csv:1: column 1 has no name (a row index? write the table without it)"},
        {"--log $F/out.csv --data $F/first.csv", 1, "is it the label? then name it as the label"},
        {"--log $F/out.csv --data $F/three.csv", 1, "choose one with positive"},
        {"--log $F/out.csv --data $F/text.csv", 1, "; set missing to drop or mean"},
        {"--log $F/out.csv --data $F/good.csv --label z", 2, "\"z\""},
        {"--log $F/out.csv --data $F/good.csv --positive maybe", 2, "\"maybe\""},
        {"--log $F/out.csv --data $F/good.csv --features a,z", 2, "\"z\""},
        {"--log $F/out.csv --data $F/good.csv --features a,y", 2, "\"y\""},
        {"--log $F/out.csv --data $F/good.csv --test 0.99", 2, "train"},
        {"--log $F/out.csv --data moon", 1, "did you mean the toy data \"moons\"?"},
    };
    CHECK_ALL(rows);
}

static void a_wrong_flag_is_status_2_with_the_nearest_right_one(void **state)
{
    (void)state;
    const refusal rows[] = {
        {"", 2, "--data is missing: FILE.csv, moons, circles, xor, spiral, gauss, linear or sine"},
        {"--data moons --he", 2, "unknown flag \"--he\"; did you mean \"--help\"?"},
        {"--data moons --feat a", 2, "did you mean \"--features\"?"},
        {"--data moons --epoch 3", 2, "unknown flag \"--epoch\"; did you mean \"--epochs\"?"},
        {"--data moons --sede 3", 2, "did you mean \"--seed\"?"},
        {"--data moons --zzzzzzzz", 2, "\"ogee train --help\" lists them"},
        {"--data moons -x", 2, "unknown flag \"-x\""},
        {"moons", 2, "expected a flag, got \"moons\""},
        {"--data moons ''", 2, "expected a flag, got \"\""},
        {"--data", 2, "--data needs a value: FILE.csv, moons"},
        {"--data ''", 2, "--data: expected FILE.csv, moons"},
        {"--data moons --log", 2, "--log needs a value: FILE.csv"},
        {"--data moons --log --json", 2, "--log needs a value"},
        {"--data moons --json=yes", 2, "--json takes no value, got \"yes\""},
        {"--data moons --activation sigmoids", 2,
         "--activation: expected sigmoid, tanh, relu, leaky-relu, hard-sigmoid, hard-tanh, threshold, silu, "
         "softplus, log-sigmoid or identity, got \"sigmoids\""},
        {"--data moons --activation sig", 2, "expected sigmoid, tanh, relu"},
        {"--data moons --activation linear:3", 2, "--activation: expected"},
        {"--data moons --activation tanh,relu", 2, "--activation: expected"},
        {"--data moons --optimizer lbfgs", 2, "--optimizer: expected sgd or adam, got \"lbfgs\""},
        {"--data moons --loss l2", 2, "--loss: expected bce-with-logits, bce or mse, got \"l2\""},
        {"--data moons --theme blue", 2, "expected light or dark, got \"blue\""},
        {"--data moons --label y", 2, "--label is for tables"},
        {"--data moons --positive y", 2, "--positive is for tables"},
        {"--data moons --features a,b", 2, "--features is for tables"},
        {"--data moons --one-hot a", 2, "--one-hot is for tables"},
        {"--data moons --missing drop", 2, "--missing is for tables"},
        {"--data some.csv --missing zero", 2, "--missing: expected error, drop or mean, got \"zero\""},
        {"--data some.csv --noise 0.3", 2, "--noise is for toy data"},
        {"--data some.csv --samples 30", 2, "--samples is for toy data"},
        {"--data moons --size 640x480", 2, "--size is for pictures"},
        {"--data moons --momentum 0.9 --optimizer adam", 2, "--momentum is for --optimizer sgd"},
        {"--data moons --nesterov --optimizer adam", 2, "--nesterov is for --optimizer sgd"},
        {"--data moons --maximize --optimizer adam", 2, "--maximize is for --optimizer sgd"},
        {"--data moons --dampening 0.5", 2, "--dampening needs --momentum"},
        {"--data moons --pos-weight 2 --loss mse", 2, "--pos-weight is for --loss bce-with-logits"},
        {"--data moons --hidden none --activation tanh", 2, "--activation needs a hidden layer"},
        {"--data moons --hidden none --dropout 0.5", 2, "--dropout needs a hidden layer"},
        {"--data moons --hidden none --batch-norm", 2, "--batch-norm needs a hidden layer"},
        {"--data moons --layers linear:1 --hidden 3", 2, "--hidden has no effect beside --layers"},
        {"--data moons --layers linear:1 --activation tanh", 2, "--activation has no effect beside --layers"},
        {"--data moons --layers linear:1 --dropout 0.1", 2, "--dropout has no effect beside --layers"},
        {"--data moons --layers linear:1 --batch-norm", 2, "--batch-norm has no effect beside --layers"},
        {"--data moons --nesterov", 2, "Nesterov"},
        {"--data moons --maximize --l1 0.1", 2, "with maximize, l1"},
        {"--data moons --maximize --patience 3", 2, "patience waits for a smaller loss"},
        {"--data moons --nesterov --momentum 0.9 --dampening 0.1", 2, "Nesterov"},
    };
    CHECK_ALL(rows);
}

static void a_number_is_decimal_finite_and_in_range_or_it_is_status_2(void **state)
{
    (void)state;
    static const char *const nonsense[] = {"''",   "abc",  "nan", "inf", "-inf", "1e999", "0x1p3", "1.5.2",
                                           "' 1'", "'1 '", "1e",  "--1", "1,5",  "0x10",  "-5",    "1_0"};
    static const char *const numbers[] = {"--samples",      "--noise",    "--data-seed",    "--test",
                                          "--lr",           "--momentum", "--batch",        "--dampening",
                                          "--weight-decay", "--epochs",   "--seed",         "--scale",
                                          "--pos-weight",   "--l1",       "--clip-norm",    "--dropout",
                                          "--stop-loss",    "--patience", "--stop-accuracy"};
    char *before = listing();
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        for (size_t j = 0; j < sizeof nonsense / sizeof *nonsense; j++) {
            char flags[128];
            snprintf(flags, sizeof flags, "--data moons --log $F/out.csv %s=%s", numbers[i], nonsense[j]);
            check(&(refusal){flags, 2, "number"}, before);
        }
    }
    free(before);
    const refusal rows[] = {
        {"--data moons --epochs 1.5", 2, "--epochs: expected a whole number from 0 to 1000000, got \"1.5\""},
        {"--data moons --epochs 1e3", 2, "a whole number"},
        {"--data moons --epochs 99999999999999999999", 2, "a whole number"},
        {"--data moons --lr 0", 2, "--lr: expected a number above 0 and up to 1e+06, got \"0\""},
        {"--data moons --lr 1e-60", 2, "above 0"},
        {"--data moons --lr 1e7", 2, "up to 1e+06"},
        {"--data moons --test 1", 2, "--test: expected a number from 0 to below 1, got \"1\""},
        {"--data moons --momentum 1.01", 2, "from 0 to 1"},
        {"--data moons --samples 1", 2, "from 2"},
        {"--data moons --batch 0", 2, "from 1"},
        {"--data moons --seed 4294967296", 2, "4294967295"},
        {"--data moons --hidden 8,,8", 2,
         "--hidden: expected none, or 1 to 31 sizes from 1 to 4096 such as 8,8"},
        {"--data moons --hidden ''", 2, "--hidden: expected"},
        {"--data moons --hidden 8,", 2, "--hidden: expected"},
        {"--data moons --hidden 0", 2, "--hidden: expected"},
        {"--data moons --hidden 5000", 2, "--hidden: expected"},
        {"--data moons --hidden 000000000000000000001", 2, "--hidden: expected"},
        {"--data moons --hidden 1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1", 2,
         "1 to 31 sizes"},
        {"--data moons --init uniform", 2,
         "--init: expected torch, xavier, xavier-normal, he, he-normal, zeros, constant:C, uniform:A or "
         "normal:S"},
        {"--data moons --init constant:1e7", 2, "--init: expected"},
        {"--data moons --init zeros:1", 2, "--init: expected"},
        {"--data moons --schedule linear", 2,
         "--schedule: expected constant, step:PERIOD:GAMMA, cosine:PERIOD or warmup:PERIOD"},
        {"--data moons --schedule constant:3", 2, "--schedule: expected"},
        {"--data moons --schedule step:0", 2, "--schedule: expected"},
        {"--data moons --schedule step:3:2", 2, "--schedule: expected"},
        {"--data moons --schedule step:3:0", 2, "--schedule: expected"},
        {"--data moons --schedule cosine:3:0.5", 2, "--schedule: expected"},
        {"--data moons --schedule warmup:", 2, "--schedule: expected"},
        {"--data moons --schedule steps", 2, "--schedule: expected"},
        {"--data moons --dropout 1", 2, "--dropout: expected a number from 0 to below 1, got \"1\""},
        {"--data moons --stop-accuracy 1.5", 2, "--stop-accuracy: expected off or a number from 0 to 1"},
        {"--data moons --pos-weight 0", 2, "above 0"},
        {"--data moons --patience -1", 2, "from 0"},
        {"--data moons --init uniform:0", 2, "--init: expected"},
        {"--data moons --init normal:nan", 2, "--init: expected"},
        {"--data moons --init normal:-1", 2, "--init: expected"},
        {"--data moons --picture $F/a.gif", 2, "--picture: expected a file that ends in .png or .svg"},
        {"--data moons --picture .png", 2, "--picture: expected"},
        {"--data moons --picture $F/a.png --size 640", 2, "--size: expected width x height such as 1280x800"},
        {"--data moons --picture $F/a.png --size 1x1", 2, "each from 320 to 4096"},
        {"--data moons --picture $F/a.png --size 9999999999x800", 2, "each from 320 to 4096"},
    };
    CHECK_ALL(rows);
}

static void layers_that_do_not_fit_are_status_2_with_the_reason(void **state)
{
    (void)state;
    const refusal rows[] = {
        {"--data moons --layers linear:8,tanh,linear:2", 2,
         "--layers: the last layer gives 2 numbers, and the data has 1 label"},
        {"--data moons --layers tanh", 2, "--layers: "},
        {"--data moons --layers linear:8,tanh,linear:1,sigmoid", 2,
         "--layers: the last layer gives logits, and the loss puts its own sigmoid on them; leave out the "
         "last "
         "sigmoid"},
        {"--data moons --layers linear:1,leaky-relu:0.2", 2, "leave out the last leaky-relu"},
        {"--data moons --layers ''", 2, "--layers: expected layers between commas"},
        {"--data moons --layers linear:8,tahn,linear:1", 2, "layer 1: there is no kind \"tahn\""},
        {"--data moons --layers linear:8,tahn,linear:1", 2, "(the first layer is layer 0)"},
        {"--data moons --layers linear", 2, "--layers: "},
        {"--data moons --layers linear:4,tanh,linear:3,residual:2,linear:1", 2, "--layers: "},
        {"--data moons --hidden 1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1 --batch-norm --dropout 0.1 --log $F/out.csv",
         2, "16 hidden layers with all that goes with them are 65 layers, more than 64"},
        {"--data moons --batch-norm --batch 1 --log $F/out.csv", 2, "batch"},
    };
    CHECK_ALL(rows);
}

static void no_two_files_of_a_run_are_the_same(void **state)
{
    (void)state;
    temporary_file("old.csv", "a,b,y\n1,2,0\n2,3,1\n3,4,0\n4,6,1\n");
    do_well("ln -sf old.csv $F/link.csv; ln -sf new $F/early; ogee train --data xor --epochs 1 --quiet "
            "--save $F/old.st");
    const refusal rows[] = {
        {"--data moons --log $F/new --save $F/new", 2,
         "new: two files of this run cannot have the same name"},
        {"--data moons --log $F/new --save $F/./new", 2, "two files of this run"},
        {"--data moons --log $F/new --save $F/early", 2, "two files of this run"},
        {"--data moons --log $F/early --save $F/early", 2, "two files of this run"},
        {"--data moons --log $F/old.st --save $F/old.st", 2, "two files of this run"},
        {"--data $F/old.csv --save $F/link.csv", 2, "would be written over, and this run reads it"},
        {"--resume $F/old.st --epochs 2 --log $F/old.st", 2, "would be written over, and this run reads it"},
        {"--resume $F/old.st --epochs 2 --log $F/new --save $F/new", 2, "two files of this run"},
    };
    CHECK_ALL(rows);
    do_well("rm $F/link.csv $F/early; ogee train --data xor --epochs 1 --quiet --log /dev/null --save "
            "/dev/null");
}

static void a_file_may_be_called_like_toy_data(void **state)
{
    (void)state;
    do_well("cd $F && touch xor && ogee train --data xor --epochs 1 --quiet --save xor && test -s xor && "
            "ogee train --resume xor --epochs 2 --quiet --log moons && rm xor moons");
}

static void a_network_too_large_for_a_model_file_is_said_before_training(void **state)
{
    (void)state;
    const refusal rows[] = {
        {"--data xor --samples 64 --hidden 3000,3000,3000 --epochs 1000000 --save $F/big.st --log $F/big.csv",
         2, "--save: training state and names take "},
    };
    CHECK_ALL(rows);
}

static void an_output_that_cannot_be_written_is_said_before_training(void **state)
{
    (void)state;
    temporary_file("data.csv", "a,b,y\n1,2,0\n2,3,1\n3,4,0\n4,6,1\n");
    const refusal rows[] = {
        {"--data moons --epochs 1000000 --hidden 4096,4096 --log $F/no/such/log.csv", 1,
         "log.csv: cannot be written: No such file"},
        {"--data moons --epochs 1000000 --hidden 4096,4096 --log $F", 1, "cannot be written: Is a directory"},
        {"--data moons --epochs 1000000 --hidden 4096,4096 --log /proc/log.csv", 1, "cannot be written"},
        {"--data $F/data.csv --log $F/data.csv", 2, "data.csv: would be written over"},
        {"--data $F/data.csv --log $F/./data.csv", 2, "would be written over"},
        {"--data moons --epochs 1000000 --hidden 1024,1024 --save $F/no/such/m.safetensors", 1,
         "m.safetensors: cannot be written: No such file"},
        {"--data moons --epochs 2 --log $F/out.csv --picture $F/no/such/a.png", 1, "ogee: "},
    };
    CHECK_ALL(rows);
    char *data = read_whole_file(temporary_path("data.csv"));
    assert_contains(data, "a,b,y\n1,2,0");
    free(data);
}

static void divergence_writes_the_log_and_leaves_the_old_model(void **state)
{
    (void)state;
    do_well("ogee train --data moons --epochs 1 --quiet --save $F/old-one.st; cp $F/old-one.st $F/last.st");
    static const struct {
        const char *flags, *says;
    } rows[] = {
        {"--activation relu --hidden 8,8 --lr 1e6 --epochs 50", "diverged at step"},
        {"--maximize --lr 1e6 --no-standardize --weight-decay 1e6", "finite number"},
    };
    for (int i = 0; i < 2; i++) {
        char command[512];
        snprintf(command, sizeof command,
                 "ogee train --data moons %s --quiet --log $F/out.csv --save $F/last.st", rows[i].flags);
        run_result result = shell(command);
        assert_int_equal(result.status, 1);
        assert_contains(result.err, rows[i].says);
        assert_contains(result.err, "/last.st was not written\n");
        assert_string_equal(result.out, "");
        run_free(&result);
        assert_same_files("old-one.st", "last.st");
        char *log = read_whole_file(temporary_path("out.csv"));
        assert_contains(log, "epoch,train_loss,");
        free(log);
    }
    const refusal without[] = {
        {"--data moons --activation relu --hidden 8,8 --lr 1e6 --epochs 50", 1, "diverged at step"}};
    CHECK_ALL(without);
    do_well("rm $F/out.csv $F/last.st $F/old-one.st");
}

static void an_output_that_fails_leaves_the_others_and_the_result(void **state)
{
    (void)state;
    static const struct {
        const char *flags, *says, *left;
    } rows[] = {
        {"--log /dev/full --save $F/kept.st", "ogee: /dev/full: cannot be written: No space left on device\n",
         "kept.st"},
        {"--log $F/kept.csv --save /dev/full",
         "ogee: /dev/full: cannot be written: No space left on device\n", "kept.csv"},
        {"--epochs 500 --log /dev/full --save $F/kept.st", /* which fails long before the end */
         "ogee: /dev/full: cannot be written: No space left on device\n", "kept.st"},
    };
    for (int i = 0; i < 3; i++) {
        char command[512];
        snprintf(command, sizeof command, "ogee train --data moons --epochs 2 --quiet %s", rows[i].flags);
        run_result result = shell(command);
        assert_int_equal(result.status, 1);
        assert_string_equal(result.err, rows[i].says);
        assert_contains(result.out, "train  loss ");
        assert_true(file_exists(temporary_path(rows[i].left)));
        run_free(&result);
        remove(temporary_path(rows[i].left));
    }
    run_result result =
        shell("trap '' XFSZ; ulimit -f 1; ogee train --data moons --epochs 2 --quiet --hidden 64,64 "
              "--log $F/kept.csv --save $F/big.st");
    assert_int_equal(result.status, 1);
    assert_contains(result.err, "/big.st: cannot be written: File too large\n");
    assert_true(file_exists(temporary_path("kept.csv")));
    assert_false(file_exists(temporary_path("big.st")));
    remove(temporary_path("kept.csv"));
    run_free(&result);
}

static void an_output_that_is_full_or_closed_is_status_1(void **state)
{
    (void)state;
    static const char *const commands[] = {
        "\"$BIN/ogee\" train --data xor --epochs 1 --quiet >/dev/full",
        "\"$BIN/ogee\" train --data xor --epochs 1 --json --quiet >/dev/full",
        "\"$BIN/ogee\" train --help >/dev/full",
        "\"$BIN/ogee\" --help >/dev/full",
        "\"$BIN/ogee\" --version >/dev/full",
        "\"$BIN/ogee\" train --data xor --epochs 1 --quiet >&-",
        "\"$BIN/ogee\" --version >&-",
    };
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        run_result result = run(commands[i]);
        if (result.status != 1)
            fail_msg("%s: exit status %d", commands[i], result.status);
        assert_contains(result.err, "ogee: ");
        assert_contains(result.err, "standard output");
        run_free(&result);
    }
}

/* Runs a command with standard error on a terminal, and returns what came there. */
static char *on_a_terminal(const char *flags)
{
    int master = posix_openpt(O_RDWR | O_NOCTTY);
    char command[512], *text = calloc(1, 1 << 16);
    size_t size = 0;
    assert_non_null(text);
    assert_true(master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0);
    snprintf(command, sizeof command, "TERM=xterm '%s/ogee' train %s >/dev/null 2>%s", OGEE_BIN_DIR, flags,
             ptsname(master));
    int slave = open(ptsname(master), O_RDWR | O_NOCTTY);
    pid_t child = fork();
    if (child == 0)
        _exit(system(command) == 0 ? 0 : 1);
    close(slave);
    for (ssize_t got; size < (1 << 16) - 1 && (got = read(master, text + size, (1 << 16) - 1 - size)) > 0;)
        size += (size_t)got;
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    close(master);
    assert_int_equal(status, 0);
    return text;
}

static void on_a_terminal_progress_is_one_line_written_anew(void **state)
{
    (void)state;
    char *text = on_a_terminal("--data moons --epochs 40");
    assert_contains(text, "\repoch 40/40 [=====");
    assert_contains(text, "=] loss"); /* full; how long it is depends on the digits of steps/s */
    assert_contains(text, "accuracy");
    assert_contains(text, "steps/s");
    assert_contains(text, "0:00 left\033[K\r\n");
    free(text);
    text = on_a_terminal("--data moons --epochs 40 --quiet");
    assert_string_equal(text, "");
    free(text);
}

static void a_message_shows_no_control_characters(void **state)
{
    (void)state;
    run_result result = run("\"$BIN/ogee\" train --data \"$(printf 'a\\033[2Jb\\nc')\"");
    assert_int_equal(result.status, 1);
    assert_null(strchr(result.err, '\033'));
    assert_int_equal(strcspn(result.err, "\n"), strlen(result.err) - 1);
    run_free(&result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bad_table_is_status_1_with_file_line_and_column),
        cmocka_unit_test(a_wrong_flag_is_status_2_with_the_nearest_right_one),
        cmocka_unit_test(a_number_is_decimal_finite_and_in_range_or_it_is_status_2),
        cmocka_unit_test(layers_that_do_not_fit_are_status_2_with_the_reason),
        cmocka_unit_test(no_two_files_of_a_run_are_the_same),
        cmocka_unit_test(a_file_may_be_called_like_toy_data),
        cmocka_unit_test(a_network_too_large_for_a_model_file_is_said_before_training),
        cmocka_unit_test(an_output_that_cannot_be_written_is_said_before_training),
        cmocka_unit_test(divergence_writes_the_log_and_leaves_the_old_model),
        cmocka_unit_test(an_output_that_fails_leaves_the_others_and_the_result),
        cmocka_unit_test(an_output_that_is_full_or_closed_is_status_1),
        cmocka_unit_test(on_a_terminal_progress_is_one_line_written_anew),
        cmocka_unit_test(a_message_shows_no_control_characters),
    };
    return cmocka_run_group_tests_name("train refusals", tests, NULL, NULL);
}
