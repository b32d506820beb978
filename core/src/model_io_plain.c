/* A file without ogee's metadata: which of its tensors make a layer, in which order, and where activations
   go. */
#include <stdlib.h>
#include <string.h>

#include "csv.h"
#include "decimal.h"
#include "fail.h"
#include "model_io_parts.h"
#include "model_io_text.h"

/* The tensors whose names differ in what stands behind the last dot: "fc1.weight" and "fc1.bias". */
typedef struct group {
    const char *name; /* not ended by a zero: it goes on with the leaf */
    size_t length;
    size_t tensors[OG_MAX_PARAMETERS + OG_MAX_BUFFERS + 1]; /* their indices in the file */
    size_t tensor_count;
    bool batch_norm;
    size_t inputs, outputs;
} group;

typedef struct group_list {
    size_t count;
    group groups[OG_MAX_LAYERS];
    group *order[OG_MAX_LAYERS]; /* bottom first */
    bool numbered;               /* the names differ in their numbers only, which thus give the order */
} group_list;

static const char *leaf_of(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot ? dot + 1 : name;
}

static og_shown show(const group *g)
{
    bool dot = g->length > 0 && g->name[g->length - 1] == '.';
    return og_field_show((og_field){g->name, g->length - dot});
}

/* ---- groups ---- */

static og_status check_leaf(const char *path, const char *name)
{
    static const char *const leaves[] = {"weight", "bias", "running_mean", "running_var", OG_TRACKED};
    for (size_t i = 0; i < sizeof leaves / sizeof *leaves; i++)
        if (strcmp(leaf_of(name), leaves[i]) == 0)
            return OG_OK;
    return og_fail(
        OG_ERR_FORMAT,
        "%s: tensor \"%s\" is of no linear layer or batch norm, and without ogee's metadata only these "
        "are known",
        path, OG_SHOW(name));
}

static og_status collect_groups(const og_safetensors *file, group_list *list)
{
    for (size_t i = 0; i < file->count; i++) {
        const char *name = file->tensors[i].name;
        OG_TRY(check_leaf(file->path, name));
        size_t length = (size_t)(leaf_of(name) - name), g = 0;
        while (g < list->count &&
               og_field_compare((og_field){name, length},
                                (og_field){list->groups[g].name, list->groups[g].length}) != 0)
            g++;
        if (g == OG_MAX_LAYERS)
            return og_fail(OG_ERR_FORMAT, "%s: has more than %d layers", file->path, OG_MAX_LAYERS);
        if (g == list->count)
            list->groups[list->count++] = (group){.name = name, .length = length};
        group *mine = &list->groups[g];
        mine->tensors[mine->tensor_count++] = i; /* at most one of each leaf, as names are unique */
        mine->batch_norm = mine->batch_norm || strcmp(leaf_of(name), "running_mean") == 0;
    }
    if (list->count == 0)
        return og_fail(OG_ERR_FORMAT, "%s: has no tensors", file->path);
    return OG_OK;
}

static og_status measure(const og_safetensors *file, group *g)
{
    const og_st_tensor *weight = NULL;
    for (size_t i = 0; i < g->tensor_count; i++)
        if (strcmp(leaf_of(file->tensors[g->tensors[i]].name), "weight") == 0)
            weight = &file->tensors[g->tensors[i]];
    int ndim = g->batch_norm ? 1 : 2;
    if (!weight)
        return og_fail(OG_ERR_FORMAT, "%s: the layer \"%s\" has no weight", file->path, show(g).text);
    if (weight->ndim != ndim)
        return og_fail(OG_ERR_FORMAT, "%s: tensor \"%s\" has %d dimensions, the weight of a %s has %d",
                       file->path, OG_SHOW(weight->name), weight->ndim,
                       g->batch_norm ? "batch norm" : "linear layer", ndim);
    g->outputs = weight->dim[0];
    g->inputs = weight->dim[ndim - 1];
    return OG_OK;
}

/* ---- order ---- */

static og_field take_digits(og_field *name)
{
    while (name->length > 1 && name->text[0] == '0' && og_is_digit(name->text[1]))
        *name = (og_field){name->text + 1, name->length - 1};
    og_field digits = {name->text, 0};
    while (digits.length < name->length && og_is_digit(digits.text[digits.length]))
        digits.length++;
    *name = (og_field){name->text + digits.length, name->length - digits.length};
    return digits;
}

/* Compares names piece by piece, numbers by their value: fc2 before fc10. With skip_numbers every number is
   like every other. */
static int compare_names(const group *a, const group *b, bool skip_numbers)
{
    og_field first = {a->name, a->length}, second = {b->name, b->length};
    while (first.length && second.length) {
        if (og_is_digit(*first.text) && og_is_digit(*second.text)) {
            og_field x = take_digits(&first), y = take_digits(&second);
            int order = x.length != y.length ? (x.length < y.length ? -1 : 1) : og_field_compare(x, y);
            if (order != 0 && !skip_numbers)
                return order;
        } else if (*first.text != *second.text) {
            return (unsigned char)*first.text < (unsigned char)*second.text ? -1 : 1;
        } else {
            first = (og_field){first.text + 1, first.length - 1};
            second = (og_field){second.text + 1, second.length - 1};
        }
    }
    return (first.length > 0) - (second.length > 0);
}

static int compare_groups(const void *a, const void *b)
{
    return compare_names(a, b, false);
}

/* All orders in which each layer takes what the one before it gives, and of layers whose names differ in
   their numbers only the lower one comes first. */
typedef struct search {
    group_list *list;
    size_t earlier[OG_MAX_LAYERS]; /* the next lower one of such a name; itself: there is none */
    bool placed[OG_MAX_LAYERS];
    group *order[OG_MAX_LAYERS];
    group *other[OG_MAX_LAYERS]; /* the second order found; the first is in list */
    int found;
    int tries; /* that are left: sizes that are all alike would take for ever */
} search;

static void search_from(search *s, size_t position)
{
    group_list *list = s->list;
    if (position == list->count) {
        if (s->found++ == 0)
            memcpy(list->order, s->order, sizeof s->order);
        else
            memcpy(s->other, s->order, sizeof s->order);
        return;
    }
    for (size_t g = 0; g < list->count && s->found < 2 && s->tries > 0; g++) {
        group *candidate = &list->groups[g];
        bool its_turn = s->earlier[g] == g || s->placed[s->earlier[g]];
        bool fits = position == 0 || candidate->inputs == s->order[position - 1]->outputs;
        if (s->placed[g] || !its_turn || !fits)
            continue;
        s->tries--;
        s->placed[g] = true;
        s->order[position] = candidate;
        search_from(s, position + 1);
        s->placed[g] = false;
    }
}

/* Names such as hidden and output: the sizes have to leave one order only. */
static og_status order_by_size(const char *path, group_list *list)
{
    search s = {.list = list, .tries = 10000};
    for (size_t g = 0; g < list->count; g++) {
        s.earlier[g] = g;
        for (size_t i = 0; i < g; i++)
            if (compare_names(&list->groups[i], &list->groups[g], true) == 0)
                s.earlier[g] = i;
    }
    search_from(&s, 0);
    if (s.found == 1 && s.tries > 0)
        return OG_OK;
    if (s.found == 0 && s.tries > 0)
        return og_fail(OG_ERR_FORMAT,
                       "%s: there is no order in which each layer takes what the one before it gives", path);
    size_t i = 0;
    while (s.found > 1 && list->order[i] == s.other[i])
        i++;
    const group *one = s.found > 1 ? list->order[i] : &list->groups[0];
    const group *other = s.found > 1 ? s.other[i] : &list->groups[1];
    return og_fail(
        OG_ERR_FORMAT,
        "%s: the names do not say which layer comes first, \"%s\" or \"%s\"; expected numbers as in "
        "0.weight, 2.weight or fc1.weight, fc2.weight",
        path, show(one).text, show(other).text);
}

static og_status order_groups(const char *path, group_list *list)
{
    qsort(list->groups, list->count, sizeof *list->groups, compare_groups);
    list->numbered = true;
    for (size_t i = 0; i < list->count; i++) {
        list->order[i] = &list->groups[i];
        list->numbered = list->numbered && compare_names(&list->groups[0], &list->groups[i], true) == 0;
    }
    if (!list->numbered)
        return order_by_size(path, list);
    for (size_t i = 1; i < list->count; i++) {
        const group *below = list->order[i - 1], *g = list->order[i];
        if (g->inputs != below->outputs)
            return og_fail(OG_ERR_FORMAT, "%s: \"%s\" takes %zu features, \"%s\" before it gives %zu", path,
                           show(g).text, g->inputs, show(below).text, below->outputs);
    }
    return OG_OK;
}

/* ---- layers ---- */

/* The last number in a name, 0 when it has none. */
static size_t last_number(const group *g)
{
    size_t end = g->length, start, value = 0;
    while (end > 0 && !og_is_digit(g->name[end - 1]))
        end--;
    for (start = end; start > 0 && og_is_digit(g->name[start - 1]);)
        start--;
    return og_size_parse(g->name + start, end - start, &value) ? value : 0;
}

/* "0." and "net.2." are names of nn.Sequential, which counts its activations too: a number left out shows
   where one was. "fc1." and "fc2." say nothing of what is between them. */
static bool is_sequential(const group_list *list)
{
    const group *g = list->order[0];
    size_t end = g->length > 0 ? g->length - 1 : 0, start = end; /* before the dot */
    while (start > 0 && og_is_digit(g->name[start - 1]))
        start--;
    return list->numbered && start < end && (start == 0 || g->name[start - 1] == '.');
}

static bool has_gap_below(const group_list *list, size_t position)
{
    if (!list->numbered || position == 0)
        return false;
    return last_number(list->order[position]) - last_number(list->order[position - 1]) > 1;
}

/* Does the activation of the linear layer below stand here? */
static bool is_its_place(const group_list *list, size_t position)
{
    bool gap = has_gap_below(list, position);
    return is_sequential(list) ? gap : gap || !list->order[position]->batch_norm;
}

static bool is_linear_from(const group_list *list, size_t position)
{
    for (; position < list->count; position++)
        if (!list->order[position]->batch_norm)
            return true;
    return false;
}

static og_status add_layer(const char *path, og_model_plan *plan, const og_layer_kind *kind, size_t units)
{
    if (plan->layer_count == OG_MAX_LAYERS)
        return og_fail(OG_ERR_FORMAT, "%s: has more than %d layers, activations among them", path,
                       OG_MAX_LAYERS);
    og_layer_spec *spec = &plan->layers[plan->layer_count++];
    *spec = og_layer_spec_default(kind);
    spec->units = units;
    return OG_OK;
}

static og_status add_layers(const og_safetensors *file, const group_list *list, const og_layer_kind *between,
                            og_model_plan *plan)
{
    bool open = false; /* a linear layer still waits for its activation */
    for (size_t i = 0; i < list->count; i++) {
        const group *g = list->order[i];
        if (open && is_linear_from(list, i) && is_its_place(list, i)) {
            OG_TRY(add_layer(file->path, plan, between, 0));
            open = false;
        }
        for (size_t t = 0; t < g->tensor_count; t++) {
            plan->place[g->tensors[t]].layer = plan->layer_count;
            plan->place[g->tensors[t]].leaf = leaf_of(file->tensors[g->tensors[t]].name);
        }
        OG_TRY(add_layer(file->path, plan, g->batch_norm ? &og_batch_norm_layer : &og_linear_layer,
                         g->batch_norm ? 0 : g->outputs));
        open = open || !g->batch_norm;
    }
    return OG_OK;
}

og_status og_model_plan_plain(const og_safetensors *file, const og_layer_kind *between, og_model_plan *plan)
{
    group_list *list = calloc(1, sizeof *list);
    if (!list)
        return og_fail(OG_ERR_MEMORY, "%s: no memory for its list of layers", file->path);
    og_status status = collect_groups(file, list);
    for (size_t i = 0; status == OG_OK && i < list->count; i++)
        status = measure(file, &list->groups[i]);
    if (status == OG_OK)
        status = order_groups(file->path, list);
    if (status == OG_OK) {
        plan->plain = true;
        plan->inputs = list->order[0]->inputs;
        status = add_layers(file, list, between, plan);
    }
    free(list);
    return status;
}
