/* The state as bytes, all numbers little-endian, floats and doubles by their bits:

     8  "ogeestat"
     8  version, 1
     8  a hash of what has to be the same in the trainer: see make_of
        rng and epoch_rng, each: 624 x 4 words, 4 next, 4 has_normal, 8 normal
     8  step, 8 epoch, 8 next_row, 8 best_epoch, 8 has_velocity
        last_batch, last_epoch, last_validation, sum, each: 8 loss, 8 accuracy
     8  gradient_norm, 8 best_loss
        4 a number: parameters, buffers, velocity, and Adam's second */
#include <math.h>
#include <string.h>

#include "fail.h"
#include "hash.h"
#include "trainer_parts.h"

/* One walk over the fields measures, writes and reads, so that the three cannot differ. */
typedef struct walk {
    enum { MEASURE, SAVE, LOAD } what;
    const unsigned char *from; /* LOAD */
    unsigned char *to;         /* SAVE */
    size_t used;
    bool fits; /* LOAD: every value so far is one that save can have written */
} walk;

static void visit_bytes(walk *w, int count, uint64_t *value)
{
    uint64_t read = 0;
    for (int i = 0; i < count; i++) {
        if (w->what == SAVE)
            w->to[w->used + (size_t)i] = (unsigned char)(*value >> 8 * i);
        else if (w->what == LOAD)
            read |= (uint64_t)w->from[w->used + (size_t)i] << 8 * i;
    }
    if (w->what == LOAD)
        *value = read;
    w->used += (size_t)count;
}

static void visit_u32(walk *w, uint32_t *value)
{
    uint64_t wide = *value;
    visit_bytes(w, 4, &wide);
    *value = (uint32_t)wide;
}

static void visit_size(walk *w, size_t *value)
{
    uint64_t wide = *value;
    visit_bytes(w, 8, &wide);
    w->fits = w->fits && wide <= SIZE_MAX;
    *value = (size_t)wide;
}

static void visit_double(walk *w, double *value)
{
    uint64_t bits;
    memcpy(&bits, value, sizeof bits);
    visit_bytes(w, 8, &bits);
    memcpy(value, &bits, sizeof bits);
}

static void visit_floats(walk *w, size_t count, float *values)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t bits;
        memcpy(&bits, &values[i], sizeof bits);
        visit_u32(w, &bits);
        if (w->what == LOAD)
            memcpy(&values[i], &bits, sizeof bits);
    }
}

static void visit_score(walk *w, og_score *score)
{
    visit_double(w, &score->loss);
    visit_double(w, &score->accuracy);
}

static void visit_rng(walk *w, og_rng *rng)
{
    uint32_t next = (uint32_t)rng->next, has_normal = rng->has_normal;
    for (int i = 0; i < 624; i++)
        visit_u32(w, &rng->state[i]);
    visit_u32(w, &next);
    visit_u32(w, &has_normal);
    visit_double(w, &rng->normal);
    w->fits = w->fits && next <= 624 && has_normal <= 1 && isfinite(rng->normal);
    rng->next = (int)next;
    rng->has_normal = has_normal != 0;
}

/* ---- what has to be the same in the bytes and in the trainer ---- */

static uint64_t add_text(uint64_t hash, const char *text)
{
    for (; *text; text++)
        hash = og_hash_add(hash, (unsigned char)*text, 1);
    return og_hash_add(hash, 0, 1);
}

static uint64_t add_layer(uint64_t hash, const og_layer_spec *spec)
{
    hash = add_text(hash, spec->kind->name);
    hash = add_text(hash, spec->activation ? spec->activation->name : "");
    hash = og_hash_add(hash, spec->units, 8);
    for (int i = 0; i < OG_MAX_OPTIONS; i++) {
        uint32_t bits;
        memcpy(&bits, &spec->option[i], sizeof bits);
        hash = og_hash_add(hash, bits, 4);
    }
    return hash;
}

static uint64_t make_of(const og_trainer *trainer)
{
    const og_shape *input = &og_net_layer(trainer->net, 0)->input_shape;
    uint64_t hash = OG_HASH_START;
    for (int i = 0; i < input->ndim; i++)
        hash = og_hash_add(hash, input->dim[i], 8);
    for (int i = 0; i < og_net_layer_count(trainer->net); i++)
        hash = add_layer(hash, &og_net_layer(trainer->net, i)->spec);
    hash = og_hash_add(hash, trainer->train->rows, 8);
    hash = og_hash_add(hash, trainer->def.batch, 8);
    hash = og_hash_add(hash, trainer->def.loss, 4);
    return og_hash_add(hash, trainer->def.optimizer, 4);
}

static void visit_make(walk *w, const og_trainer *trainer)
{
    const char *magic = "ogeestat";
    for (int i = 0; i < 8; i++) {
        uint64_t letter = (unsigned char)magic[i];
        visit_bytes(w, 1, &letter);
        w->fits = w->fits && letter == (unsigned char)magic[i];
    }
    uint64_t version = 1, make = make_of(trainer);
    visit_bytes(w, 8, &version);
    visit_bytes(w, 8, &make);
    w->fits = w->fits && version == 1 && make == make_of(trainer);
}

/* ---- what training changes ---- */

static bool is_finite(og_score score)
{
    return isfinite(score.loss) && isfinite(score.accuracy);
}

static bool same_rng(const og_rng *a, const og_rng *b)
{
    return memcmp(a->state, b->state, sizeof a->state) == 0 && a->next == b->next &&
           a->has_normal == b->has_normal && a->normal == b->normal;
}

/* The counters say the same in different words: steps are those of whole epochs and of the batches since; a
   best loss there is from the first epoch on; before an epoch nothing of it has begun. */
static bool counters_fit(const og_trainer *t)
{
    size_t rows = t->train->rows, batch = t->def.batch, per_epoch = rows / batch + (rows % batch != 0);
    bool steps = t->next_row % batch == 0 && t->step / per_epoch == t->epoch &&
                 t->step % per_epoch == t->next_row / batch;
    bool best = t->epoch == 0 ? t->best_epoch == 0 && t->best_loss == INFINITY
                              : t->best_epoch >= 1 && t->best_epoch <= t->epoch && isfinite(t->best_loss);
    bool begun =
        t->next_row > 0 || (t->sum.loss == 0 && t->sum.accuracy == 0 && same_rng(&t->rng, &t->epoch_rng));
    return steps && best && begun && (t->step > 0 || !t->has_velocity) && isfinite(t->gradient_norm) &&
           is_finite(t->last_batch) && is_finite(t->last_epoch) && is_finite(t->last_validation) &&
           is_finite(t->sum);
}

static void visit_counters(walk *w, og_trainer *trainer)
{
    size_t has_velocity = trainer->has_velocity;
    visit_rng(w, &trainer->rng);
    visit_rng(w, &trainer->epoch_rng);
    visit_size(w, &trainer->step);
    visit_size(w, &trainer->epoch);
    visit_size(w, &trainer->next_row);
    visit_size(w, &trainer->best_epoch);
    visit_size(w, &has_velocity);
    visit_score(w, &trainer->last_batch);
    visit_score(w, &trainer->last_epoch);
    visit_score(w, &trainer->last_validation);
    visit_score(w, &trainer->sum);
    visit_double(w, &trainer->gradient_norm);
    visit_double(w, &trainer->best_loss);
    trainer->has_velocity = has_velocity != 0;
    w->fits = w->fits && has_velocity <= 1 && counters_fit(trainer);
}

static void visit_numbers(walk *w, const og_trainer *trainer)
{
    size_t parameters = og_net_parameter_count(trainer->net);
    visit_floats(w, og_trainer_network_numbers(trainer), og_net_parameters(trainer->net));
    visit_floats(w, parameters, trainer->velocity);
    if (trainer->second)
        visit_floats(w, parameters, trainer->second);
}

static size_t visit(walk *w, const og_trainer *trainer)
{
    og_trainer copy = *trainer;
    visit_make(w, &copy);
    visit_counters(w, &copy);
    visit_numbers(w, &copy);
    return w->used;
}

size_t og_trainer_state_size(const og_trainer *trainer)
{
    return visit(&(walk){.what = MEASURE}, trainer);
}

void og_trainer_state_save(const og_trainer *trainer, unsigned char *bytes)
{
    visit(&(walk){.what = SAVE, .to = bytes}, trainer);
}

/* Looks at the numbers that are to come without moving on: all are finite, and the squares not below 0. */
static bool numbers_fit(walk w, const og_trainer *trainer)
{
    size_t parameters = og_net_parameter_count(trainer->net);
    size_t signs = og_trainer_network_numbers(trainer) + parameters;
    size_t count = signs + (trainer->second ? parameters : 0);
    bool fit = true;
    for (size_t i = 0; i < count; i++) {
        float value = 0;
        visit_floats(&w, 1, &value);
        fit = fit && isfinite(value) && (i < signs || value >= 0);
    }
    return fit;
}

og_status og_trainer_state_load(og_trainer *trainer, size_t size, const unsigned char *bytes)
{
    if (size != og_trainer_state_size(trainer))
        return og_fail(OG_ERR_FORMAT, "the state of this training has %zu bytes, got %zu",
                       og_trainer_state_size(trainer), size);
    walk w = {.what = LOAD, .from = bytes, .fits = true};
    og_trainer next = *trainer;
    visit_make(&w, &next);
    if (!w.fits)
        return og_fail(OG_ERR_FORMAT,
                       "these bytes are not the state of such a network, rows, batch, loss and optimizer");
    visit_counters(&w, &next);
    if (!w.fits)
        return og_fail(OG_ERR_FORMAT, "the state's counters do not fit together or to %zu rows",
                       trainer->train->rows);
    if (!numbers_fit(w, trainer))
        return og_fail(OG_ERR_FORMAT, "a weight in the state, or what the optimizer keeps of it, is not a "
                                      "number that training comes to");

    *trainer = next;
    visit_numbers(&w, trainer);
    trainer->stop = og_trainer_find_stop(trainer);
    og_trainer_history_reset(trainer);
    if (trainer->next_row > 0) {
        og_rng rng = trainer->epoch_rng;
        og_rng_permutation(&rng, trainer->train->rows, trainer->order);
    }
    og_net_eval(trainer->net);
    return OG_OK;
}
