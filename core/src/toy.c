#include <math.h>
#include <string.h>

#include "dataset.h"
#include "elementary.h"
#include "fail.h"
#include "ogee/data.h"
#include "ogee/rng.h"

static const double pi = 3.14159265358979323846;

typedef struct point {
    double x, y;
} point;

/* Each of these draws one noiseless point of the class (0 or 1). */

static point moons_point(og_rng *rng, int class)
{
    double angle = pi * og_rng_uniform_double(rng), across = og_cos(angle), up = og_sin(angle);
    /* Two half circles of radius 1.6, each reaching into the other. */
    return class ? (point){1.6 * (0.5 - across), 1.6 * (0.25 - up)}
                 : (point){1.6 * (across - 0.5), 1.6 * (up - 0.25)};
}

static point circles_point(og_rng *rng, int class)
{
    double angle = 2 * pi * og_rng_uniform_double(rng), spread = og_rng_uniform_double(rng) - 0.5;
    double radius = class ? 0.8 + 0.3 * spread : 1.9 + 0.4 * spread;
    return (point){radius * og_cos(angle), radius * og_sin(angle)};
}

static point xor_point(og_rng *rng, int class)
{
    /* Class 1 has equal signs. The gap keeps points off the axes. */
    double x = 0.15 + 2.2 * og_rng_uniform_double(rng), y = 0.15 + 2.2 * og_rng_uniform_double(rng);
    double side = og_rng_u32(rng) & 1 ? 1 : -1;
    return (point){side * x, class ? side * y : -side * y};
}

static point spiral_point(og_rng *rng, int class)
{
    /* The square root spreads the points evenly along the arm, whose turns grow longer outwards. */
    double along = sqrt(0.01 + 0.99 * og_rng_uniform_double(rng));
    double radius = 0.1 + 2.3 * along, angle = 2.35 * pi * along + (class ? pi : 0);
    return (point){radius * og_cos(angle), radius * og_sin(angle)};
}

static point gauss_point(og_rng *rng, int class)
{
    double side = class ? 1 : -1, x = og_rng_normal(rng), y = og_rng_normal(rng);
    return (point){side * 1.1 + 0.5 * x, side * 0.9 + 0.5 * y};
}

static point linear_point(og_rng *rng, int class)
{
    /* Along the line 3 x + 4 y = 0 and away from it, with a gap of 0.15 on either side. */
    double along = 3.8 * (og_rng_uniform_double(rng) - 0.5), away = 0.15 + 1.75 * og_rng_uniform_double(rng);
    away = class ? away : -away;
    return (point){0.6 * away + 0.8 * along, 0.8 * away - 0.6 * along};
}

static point sine_point(og_rng *rng, int class)
{
    double x = 5.2 * (og_rng_uniform_double(rng) - 0.5), away = 0.25 + 1.35 * og_rng_uniform_double(rng);
    return (point){x, og_sin(2 * x) + (class ? away : -away)};
}

static const struct toy {
    const char *name;
    point (*draw)(og_rng *rng, int class);
} toys[OG_TOY_COUNT] = {
    [OG_TOY_MOONS] = {"moons", moons_point}, [OG_TOY_CIRCLES] = {"circles", circles_point},
    [OG_TOY_XOR] = {"xor", xor_point},       [OG_TOY_SPIRAL] = {"spiral", spiral_point},
    [OG_TOY_GAUSS] = {"gauss", gauss_point}, [OG_TOY_LINEAR] = {"linear", linear_point},
    [OG_TOY_SINE] = {"sine", sine_point},
};

const char *og_toy_name(og_toy toy)
{
    return (unsigned)toy < OG_TOY_COUNT ? toys[toy].name : "unknown";
}

og_status og_toy_find(const char *name, og_toy *toy)
{
    for (int i = 0; i < OG_TOY_COUNT; i++) {
        if (strcmp(name, toys[i].name) == 0) {
            *toy = (og_toy)i;
            return OG_OK;
        }
    }
    return og_fail(OG_ERR_ARGUMENT,
                   "there is no toy data \"%s\", expected moons, circles, xor, spiral, gauss, linear or sine",
                   name);
}

static og_status name_all(og_dataset *dataset)
{
    OG_TRY(og_name_copy("x1", 2, &dataset->feature_names[0]));
    OG_TRY(og_name_copy("x2", 2, &dataset->feature_names[1]));
    OG_TRY(og_name_copy("class", 5, &dataset->label_names[0]));
    dataset->class_numbers = true;
    OG_TRY(og_name_copy("0", 1, &dataset->class_names[0]));
    return og_name_copy("1", 1, &dataset->class_names[1]);
}

og_status og_toy_create(og_toy toy, size_t samples, float noise, uint64_t seed, og_dataset **out)
{
    if ((unsigned)toy >= OG_TOY_COUNT)
        return og_fail(OG_ERR_ARGUMENT, "there is no toy data number %d, expected 0 to %d", (int)toy,
                       OG_TOY_COUNT - 1);
    if (samples < 2)
        return og_fail(OG_ERR_ARGUMENT, "%zu samples were asked for, expected at least 2", samples);
    if (!(noise >= 0 && noise <= 10))
        return og_fail(OG_ERR_ARGUMENT, "the noise is %g, expected 0 to 10", (double)noise);
    og_dataset *dataset;
    OG_TRY(og_dataset_alloc(samples, 2, 1, &dataset));
    og_status status = name_all(dataset);
    if (status != OG_OK) {
        og_dataset_destroy(dataset);
        return status;
    }
    og_rng rng;
    og_rng_seed(&rng, seed);
    for (size_t i = 0; i < samples; i++) {
        int class = (int)(i % 2);
        point p = toys[toy].draw(&rng, class);
        dataset->x[2 * i] = (float)(p.x + noise * og_rng_normal(&rng));
        dataset->x[2 * i + 1] = (float)(p.y + noise * og_rng_normal(&rng));
        dataset->y[i] = (float)class;
    }
    *out = dataset;
    return OG_OK;
}
