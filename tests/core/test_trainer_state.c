/* Saving and resuming: to the bit as if never stopped, and nothing but a whole state is accepted. */
#include "training.h"

#include <inttypes.h>
#include <math.h>

/* Everything that has a state at once: running means, dropout's draws, momentum, a schedule, patience. */
static training_def whole_def(og_optimizer optimizer)
{
    training_def def = training_def_default();
    def.layers = "linear:8,batch-norm,tanh,dropout:0.3,linear:1";
    def.validation = 20;
    def.trainer.optimizer = optimizer;
    def.trainer.adam.lr = 0.02;
    def.trainer.adam.weight_decay = 0.001;
    def.trainer.schedule = (og_schedule){OG_SCHEDULE_COSINE, 20, 0};
    def.trainer.l1 = 0.001;
    def.trainer.clip_norm = 0.7;
    def.trainer.pos_weight = 1.5;
    def.trainer.patience = 3;
    return def;
}

static void steps(training *t, int count)
{
    for (int i = 0; i < count; i++)
        assert_ok(og_trainer_step(t->trainer));
}

static void assert_same_state(const training *a, const training *b)
{
    unsigned char *first = training_bytes(a), *second = training_bytes(b);
    size_t size = og_trainer_state_size(a->trainer);
    assert_int_equal(size, og_trainer_state_size(b->trainer));
    assert_memory_equal(first, second, size);
    free(first);
    free(second);
}

/* An epoch has 3 steps; after `before` of them the state moves to another training, in another process as far
   as it can tell. */
static void check_resuming(og_optimizer optimizer, int before)
{
    training_def def = whole_def(optimizer);
    training whole = training_start(&def), first = training_start(&def);
    steps(&whole, before + 20);
    steps(&first, before);
    unsigned char *bytes = training_bytes(&first);
    def.seed = 99; /* other weights and another generator, which the state replaces */
    training second = training_start(&def);
    og_dataset_destroy(second.data);
    og_dataset_destroy(second.validation);
    assert_ok(og_toy_create(def.toy, def.samples, 0.1f, 1, &second.data));
    assert_ok(og_toy_create(def.toy, def.validation, 0.1f, 101, &second.validation));
    second.trainer->train = second.data;
    second.trainer->validation = second.validation;
    steps(&second, 4);
    assert_ok(og_trainer_state_load(second.trainer, og_trainer_state_size(second.trainer), bytes));
    assert_same_state(&first, &second);
    free(bytes);

    steps(&second, 20);
    assert_same_state(&whole, &second);
    assert_true(og_net_hash(whole.net) == og_net_hash(second.net));
    assert_true(whole.trainer->last_epoch.loss == second.trainer->last_epoch.loss);
    assert_true(whole.trainer->last_validation.loss == second.trainer->last_validation.loss);
    assert_true(whole.trainer->best_loss == second.trainer->best_loss);
    assert_int_equal(whole.trainer->best_epoch, second.trainer->best_epoch);
    assert_int_equal(whole.trainer->stop, second.trainer->stop);
    assert_int_equal(whole.trainer->step, second.trainer->step);
    training_stop(&whole);
    training_stop(&first);
    training_stop(&second);
}

static void sgd_goes_on_to_the_bit_from_anywhere_in_an_epoch(void **state)
{
    (void)state;
    for (int before = 0; before <= 8; before++)
        check_resuming(OG_SGD, before);
}

static void adam_goes_on_to_the_bit_from_anywhere_in_an_epoch(void **state)
{
    (void)state;
    for (int before = 0; before <= 8; before++)
        check_resuming(OG_ADAM, before);
}

static void the_history_starts_anew_after_a_load(void **state)
{
    (void)state;
    training_def def = whole_def(OG_SGD);
    training t = training_start(&def);
    steps(&t, 7); /* in the third epoch */
    assert_int_equal(t.trainer->history.count, 2);
    unsigned char *bytes = training_bytes(&t);
    assert_ok(og_trainer_state_load(t.trainer, og_trainer_state_size(t.trainer), bytes));
    assert_int_equal(t.trainer->history.count, 0);
    assert_ok(og_trainer_epoch(t.trainer));
    assert_int_equal(t.trainer->history.count, 1);
    assert_int_equal(t.trainer->history.epochs[0].epoch, 3);
    free(bytes);
    training_stop(&t);
}

/* Where things lie: behind the head two generators, counters, scores and then the numbers. */
enum { HEAD = 24, RNG = 624 * 4 + 4 + 4 + 8, COUNTERS = HEAD + 2 * RNG, SCORES = COUNTERS + 40 };
enum { WEIGHTS = SCORES + 4 * 16 + 2 * 8 };

/* One step of one weight and one bias: few enough bytes to know them all. */
static void the_bytes_are_the_same_on_every_machine(void **state)
{
    (void)state;
    training_def def = training_def_default();
    def.layers = "linear:1";
    training t = training_start(&def);
    steps(&t, 2);
    unsigned char *bytes = training_bytes(&t);
    size_t size = og_trainer_state_size(t.trainer);
    const size_t numbers = 2 * 3 * 4; /* 3 parameters and their velocity */
    assert_int_equal(size, HEAD + 2 * RNG + 5 * 8 + 4 * 16 + 2 * 8 + numbers);
    const unsigned char head[] = {'o', 'g', 'e', 'e', 's', 't', 'a', 't', 1, 0, 0, 0, 0, 0, 0, 0};
    assert_memory_equal(bytes, head, sizeof head);
    assert_int_equal(bytes[COUNTERS], 2);       /* step */
    assert_int_equal(bytes[COUNTERS + 16], 32); /* next_row */
    assert_int_equal(bytes[COUNTERS + 32], 1);  /* has_velocity */
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ bytes[i]) * 0x100000001b3u;
    if (hash != 0xbb4036dc51cdeb3du)
        fail_msg("the hash of the bytes is 0x%016" PRIx64, hash);
    free(bytes);
    training_stop(&t);
}

static void check_refused(training *t, size_t size, const unsigned char *bytes, const char *detail)
{
    unsigned char *before = training_bytes(t);
    assert_status(og_trainer_state_load(t->trainer, size, bytes), OG_ERR_FORMAT);
    assert_contains(og_error_detail(), detail);
    unsigned char *after = training_bytes(t);
    assert_memory_equal(before, after, og_trainer_state_size(t->trainer));
    free(before);
    free(after);
}

static void bytes_of_another_size_or_make_change_nothing(void **state)
{
    (void)state;
    training_def def = training_def_default();
    training t = training_start(&def);
    size_t size = og_trainer_state_size(t.trainer);
    steps(&t, 4);
    unsigned char *bytes = training_bytes(&t);
    steps(&t, 1);
    const size_t sizes[] = {0, 1, 8, size / 2, size - 1, size + 1};
    for (int i = 0; i < 6; i++)
        check_refused(&t, sizes[i], bytes, "bytes, got");
    unsigned char *zeros = calloc(1, size);
    check_refused(&t, size, zeros, "not the state of such a network");
    free(zeros);
    bytes[8] = 2; /* a version to come */
    check_refused(&t, size, bytes, "not the state of such a network");
    free(bytes);

    def.samples = 41; /* the same size of state, other rows */
    training other = training_start(&def);
    bytes = training_bytes(&other);
    check_refused(&t, size, bytes, "not the state of such a network");
    free(bytes);
    training_stop(&other);

    def.samples = 40;
    def.trainer.optimizer = OG_ADAM;
    training adam = training_start(&def);
    bytes = training_bytes(&adam);
    check_refused(&t, og_trainer_state_size(adam.trainer), bytes, "bytes, got");
    free(bytes);
    training_stop(&adam);
    training_stop(&t);
}

/* All of them with states of the same size. */
static void bytes_of_another_network_batch_or_loss_change_nothing(void **state)
{
    (void)state;
    training_def def = training_def_default();
    def.layers = "linear:2,leaky-relu:0.1,linear:2,linear:1";
    training t = training_start(&def);
    static const char *const layers[] = {
        "linear:2,leaky-relu:0.2,linear:2,linear:1", "linear:2,tanh,linear:2,linear:1",
        "linear:2,linear:2,leaky-relu:0.1,linear:1", "linear:2,leaky-relu:0.1,linear:2,linear:1,identity",
        "linear:2,leaky-relu:0.1,linear:2,linear:1"};
    for (int i = 0; i < 7; i++) {
        def = training_def_default();
        def.layers = layers[i < 4 ? i : 4];
        def.trainer.batch = i == 4 ? 8 : 16;
        def.trainer.loss = i == 5 ? OG_MSE : OG_BCE_WITH_LOGITS;
        training other = training_start(&def);
        steps(&other, 3);
        unsigned char *bytes = training_bytes(&other);
        size_t size = og_trainer_state_size(other.trainer);
        if (i < 6)
            check_refused(&t, size, bytes,
                          "not the state of such a network, rows, batch, loss and optimizer");
        else
            assert_ok(og_trainer_state_load(t.trainer, size, bytes));
        free(bytes);
        training_stop(&other);
    }
    training_stop(&t);

    def = training_def_default();
    def.layers = "highway:relu,linear:1";
    t = training_start(&def);
    def.layers = "highway:tanh,linear:1";
    training other = training_start(&def);
    unsigned char *bytes = training_bytes(&other);
    check_refused(&t, og_trainer_state_size(t.trainer), bytes, "not the state of such a network");
    free(bytes);
    training_stop(&other);
    training_stop(&t);
}

static void a_stop_is_worked_out_anew_from_the_def_that_loads(void **state)
{
    (void)state;
    training_def def = training_def_default();
    def.trainer.stop_loss = 10;
    training stopped = training_start(&def);
    assert_ok(og_trainer_run(stopped.trainer, 10));
    assert_int_equal(stopped.trainer->stop, OG_STOP_LOSS);
    unsigned char *bytes = training_bytes(&stopped);
    size_t size = og_trainer_state_size(stopped.trainer);
    training_stop(&stopped);

    def.trainer.stop_loss = -1;
    training t = training_start(&def);
    assert_ok(og_trainer_state_load(t.trainer, size, bytes));
    assert_int_equal(t.trainer->stop, OG_STOP_NONE);
    assert_ok(og_trainer_run(t.trainer, 10));
    assert_int_equal(t.trainer->epoch, 10);
    t.trainer->def.stop_loss = 10;
    assert_ok(og_trainer_state_load(t.trainer, size, bytes));
    assert_int_equal(t.trainer->stop, OG_STOP_LOSS);
    free(bytes);
    training_stop(&t);

    t = training_start(&def); /* before the first epoch there is no loss to look at */
    t.trainer->def.stop_loss = 10;
    bytes = training_bytes(&t);
    assert_ok(og_trainer_state_load(t.trainer, size, bytes));
    assert_int_equal(t.trainer->stop, OG_STOP_NONE);
    free(bytes);
    training_stop(&t);
}

static void after_a_load_the_network_is_in_evaluation_mode(void **state)
{
    (void)state;
    training_def def = whole_def(OG_SGD);
    training t = training_start(&def);
    unsigned char *bytes = training_bytes(&t);
    og_rng rng;
    og_rng_seed(&rng, 1);
    og_net_train(t.net, &rng);
    assert_ok(og_trainer_state_load(t.trainer, og_trainer_state_size(t.trainer), bytes));
    for (int i = 0; i < og_net_layer_count(t.net); i++)
        assert_null(og_net_layer(t.net, i)->rng);
    free(bytes);
    training_stop(&t);
}

typedef struct damage {
    size_t offset, bytes;
    uint64_t value;
    const char *detail;
} damage;

static void check_damage(training *t, size_t count, const damage *rows)
{
    for (size_t r = 0; r < count; r++) {
        unsigned char *bytes = training_bytes(t);
        for (size_t i = 0; i < rows[r].bytes; i++)
            bytes[rows[r].offset + i] = (unsigned char)(rows[r].value >> 8 * i);
        check_refused(t, og_trainer_state_size(t->trainer), bytes, rows[r].detail);
        free(bytes);
    }
}

#define DOUBLE_NAN 0x7ff8000000000000u
#define DOUBLE_INFINITY 0x7ff0000000000000u
#define CHECK_DAMAGE(training, rows) check_damage(training, sizeof rows / sizeof *rows, rows)

static void counters_that_do_not_fit_change_nothing(void **state)
{
    (void)state;
    training_def def = training_def_default();
    training t = training_start(&def);
    steps(&t, 4); /* one epoch of 3 steps and 16 rows of the next */
    const size_t velocity = WEIGHTS + 4 * og_net_parameter_count(t.net);
    const damage rows[] = {
        {HEAD + 624 * 4, 4, 625, "counters"},               /* rng.next */
        {HEAD + 624 * 4, 4, 0xffffffff, "counters"},        /* -1 */
        {HEAD + 624 * 4 + 4, 4, 2, "counters"},             /* rng.has_normal */
        {HEAD + 624 * 4 + 8, 8, DOUBLE_NAN, "counters"},    /* rng.normal */
        {HEAD + RNG + 624 * 4, 4, 625, "counters"},         /* epoch_rng.next */
        {COUNTERS, 8, 0, "counters"},                       /* step */
        {COUNTERS, 8, 5, "counters"},                       /* step: would be 32 rows */
        {COUNTERS, 8, 7, "counters"},                       /* step: would be two epochs */
        {COUNTERS + 8, 8, 5, "counters"},                   /* epoch */
        {COUNTERS + 8, 8, 0, "counters"},                   /* epoch */
        {COUNTERS + 8, 8, UINT64_MAX, "counters"},          /* epoch */
        {COUNTERS + 16, 8, 0, "counters"},                  /* next_row: would be 3 steps */
        {COUNTERS + 16, 8, 7, "counters"},                  /* next_row: within a batch */
        {COUNTERS + 16, 8, 17, "counters"},                 /* next_row: within a batch */
        {COUNTERS + 16, 8, 40, "40 rows"},                  /* next_row: the end belongs to the next epoch */
        {COUNTERS + 16, 8, UINT64_MAX, "counters"},         /* next_row */
        {COUNTERS + 24, 8, 2, "counters"},                  /* best_epoch after epoch */
        {COUNTERS + 24, 8, 0, "counters"},                  /* best_epoch: the first was one */
        {COUNTERS + 32, 8, 2, "counters"},                  /* has_velocity */
        {SCORES, 8, DOUBLE_NAN, "counters"},                /* last_batch.loss */
        {SCORES + 24, 8, DOUBLE_NAN, "counters"},           /* last_epoch.accuracy */
        {SCORES + 32, 8, DOUBLE_INFINITY, "counters"},      /* last_validation.loss */
        {SCORES + 48, 8, DOUBLE_NAN, "counters"},           /* sum.loss */
        {SCORES + 56, 8, DOUBLE_NAN, "counters"},           /* sum.accuracy */
        {SCORES + 64, 8, DOUBLE_INFINITY, "counters"},      /* gradient_norm */
        {SCORES + 72, 8, DOUBLE_NAN, "counters"},           /* best_loss */
        {SCORES + 72, 8, DOUBLE_INFINITY, "counters"},      /* best_loss after an epoch */
        {WEIGHTS, 4, 0x7f800000, "weight"},                 /* infinity */
        {WEIGHTS + 8, 4, 0x7fc00000, "weight"},             /* NaN */
        {velocity, 4, 0x7fc00000, "what the optimizer"},    /* NaN */
        {velocity + 8, 4, 0xff800000, "what the optimizer"} /* -infinity */
    };
    CHECK_DAMAGE(&t, rows);
    training_stop(&t);

    def.trainer.optimizer = OG_ADAM;
    t = training_start(&def);
    steps(&t, 4);
    const size_t second = velocity + 4 * og_net_parameter_count(t.net);
    const damage squares[] = {{second, 4, 0xbf800000, "what the optimizer"}, /* -1 */
                              {second + 4, 4, 0x7f800000, "what the optimizer"},
                              {second - 4, 4, 0x7fc00000, "what the optimizer"}};
    CHECK_DAMAGE(&t, squares);
    training_stop(&t);
}

static void nothing_of_an_epoch_has_begun_between_epochs(void **state)
{
    (void)state;
    training_def def = training_def_default();
    training t = training_start(&def);
    steps(&t, 3);
    const damage rows[] = {{SCORES + 48, 8, 0x3ff0000000000000u, "counters"}, /* sum.loss is 1 */
                           {SCORES + 56, 8, 0x3ff0000000000000u, "counters"}, /* sum.accuracy */
                           {HEAD + RNG + 4, 4, 12345, "counters"}};           /* epoch_rng is not rng */
    CHECK_DAMAGE(&t, rows);
    training_stop(&t);
}

static void a_state_from_before_the_first_step_has_no_best_loss_and_no_velocity(void **state)
{
    (void)state;
    training_def def = training_def_default();
    training t = training_start(&def);
    const damage rows[] = {{COUNTERS + 24, 8, 1, "counters"},                 /* best_epoch */
                           {COUNTERS + 32, 8, 1, "counters"},                 /* has_velocity */
                           {SCORES + 72, 8, 0x3ff0000000000000u, "counters"}, /* best_loss is 1 */
                           {SCORES + 72, 8, DOUBLE_NAN, "counters"}};
    CHECK_DAMAGE(&t, rows);
    training_stop(&t);
}

/* Whatever is damaged, loading is refused and changes nothing, or training can go on. */
static void a_flipped_byte_never_does_harm(void **state)
{
    (void)state;
    training_def def = training_def_default();
    def.samples = 8;
    def.trainer.batch = 3;
    def.layers = "linear:2,batch-norm,dropout,linear:1";
    def.trainer.optimizer = OG_ADAM;
    training t = training_start(&def);
    steps(&t, 4);
    size_t size = og_trainer_state_size(t.trainer), refused = 0, accepted = 0;
    unsigned char *bytes = training_bytes(&t), *now = malloc(size);
    assert_non_null(now);
    for (size_t i = 0; i < size; i++) {
        assert_ok(og_trainer_state_load(t.trainer, size, bytes));
        bytes[i] ^= 0xff;
        og_status status = og_trainer_state_load(t.trainer, size, bytes);
        if (status == OG_OK) {
            og_trainer_state_save(t.trainer, now);
            assert_memory_equal(now, bytes, size);
            status = og_trainer_step(t.trainer);
            assert_true(status == OG_OK || status == OG_ERR_DIVERGED);
            accepted++;
        } else {
            assert_int_equal(status, OG_ERR_FORMAT);
            bytes[i] ^= 0xff;
            og_trainer_state_save(t.trainer, now);
            assert_memory_equal(now, bytes, size);
            bytes[i] ^= 0xff;
            refused++;
        }
        bytes[i] ^= 0xff;
    }
    assert_true(refused >= HEAD + 5 * 8 && accepted > 0);
    free(bytes);
    free(now);
    training_stop(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sgd_goes_on_to_the_bit_from_anywhere_in_an_epoch),
        cmocka_unit_test(adam_goes_on_to_the_bit_from_anywhere_in_an_epoch),
        cmocka_unit_test(the_history_starts_anew_after_a_load),
        cmocka_unit_test(the_bytes_are_the_same_on_every_machine),
        cmocka_unit_test(bytes_of_another_size_or_make_change_nothing),
        cmocka_unit_test(bytes_of_another_network_batch_or_loss_change_nothing),
        cmocka_unit_test(a_stop_is_worked_out_anew_from_the_def_that_loads),
        cmocka_unit_test(after_a_load_the_network_is_in_evaluation_mode),
        cmocka_unit_test(counters_that_do_not_fit_change_nothing),
        cmocka_unit_test(nothing_of_an_epoch_has_begun_between_epochs),
        cmocka_unit_test(a_state_from_before_the_first_step_has_no_best_loss_and_no_velocity),
        cmocka_unit_test(a_flipped_byte_never_does_harm),
    };
    return cmocka_run_group_tests_name("trainer_state", tests, NULL, NULL);
}
