#include "ogee_viz/motion.h"

#include <math.h>

/* How many places of the table one id may stand in. */
enum { PROBES = 16 };

float ogv_ease_out(float t)
{
    float left = 1 - fminf(fmaxf(t, 0), 1);
    return 1 - left * left * left;
}

/* The slot of that id, else one that nobody asked for lately; NULL when its places are all taken. */
static ogv_motion *slot_of(ogv_ui *ui, uint64_t id)
{
    ogv_motion *unused = NULL;
    for (unsigned i = 0; i < PROBES; i++) {
        ogv_motion *slot = &ui->motions[(id + i) % OGV_MAX_MOTIONS];
        if (slot->id == id && slot->seen >= ui->frame - 1)
            return slot;
        if (!unused && (slot->id == 0 || slot->seen < ui->frame - 1))
            unused = slot;
    }
    if (unused)
        unused->id = 0;
    return unused;
}

static uint64_t key_of(uint64_t id, int part)
{
    uint64_t key = (id ^ ((uint64_t)(unsigned)part + 1)) * 0x9e3779b97f4a7c15u;
    key ^= key >> 32;
    return key ? key : 1;
}

/* The slot as it stands in this frame; a fresh one rests on target. A change starts at once, so that the
   frame of a click already shows something. */
static ogv_motion *run_to(ogv_ui *ui, uint64_t key, float target, int frames)
{
    ogv_motion *slot = slot_of(ui, key);
    if (!slot)
        return NULL;
    if (slot->id != key)
        *slot = (ogv_motion){.id = key, .from = target, .to = target, .began = ui->frame - frames};
    if (slot->to != target) {
        float part = ogv_ease_out((float)(ui->frame - 1 - slot->began) / (float)slot->frames);
        slot->from += (slot->to - slot->from) * part;
        slot->to = target;
        slot->began = ui->frame - 1;
    }
    slot->frames = frames;
    slot->seen = ui->frame;
    return slot;
}

static float part_of(const ogv_ui *ui, const ogv_motion *slot)
{
    return ogv_ease_out((float)(ui->frame - slot->began) / (float)slot->frames);
}

float ogv_ease(ogv_ui *ui, uint64_t id, int part, float target, int frames)
{
    const ogv_motion *slot = ui->animated ? run_to(ui, key_of(id, part), target, frames) : NULL;
    float done = slot ? part_of(ui, slot) : 1;
    return done >= 1 ? target : slot->from + (target - slot->from) * done;
}

float ogv_ease_since(ogv_ui *ui, uint64_t id, int part, int state, int frames)
{
    const ogv_motion *slot = ui->animated ? run_to(ui, key_of(id, part), (float)state, frames) : NULL;
    return slot ? part_of(ui, slot) : 1;
}

void ogv_ease_range(ogv_ui *ui, const char *id, double *low, double *high)
{
    uint64_t key = ogv_ui_id(id);
    float near_low = ogv_ease(ui, key, 0, (float)*low, OGV_AXIS_FRAMES);
    float near_high = ogv_ease(ui, key, 1, (float)*high, OGV_AXIS_FRAMES);
    if (near_low != (float)*low) /* at rest the range is exact */
        *low = (double)near_low;
    if (near_high != (float)*high)
        *high = (double)near_high;
}
