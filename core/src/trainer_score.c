#include <math.h>

#include "fail.h"
#include "ogee/metrics.h"
#include "trainer_parts.h"

/* Of rows that were checked. */
static og_score score(og_loss_kind kind, const float *pos_weight, og_net *net, const og_dataset *dataset)
{
    size_t features = dataset->features, labels = dataset->labels, right = 0;
    og_net_eval(net);
    double sum = 0;
    for (size_t row = 0, batch; row < dataset->rows; row += batch) {
        size_t left = dataset->rows - row;
        batch = left < og_net_max_batch(net) ? left : og_net_max_batch(net);
        const float *logits = og_net_forward(net, batch, dataset->x + row * features);
        const float *targets = dataset->y + row * labels;
        /* One row after the other, so that the sum is the same whatever max_batch is. */
        for (size_t s = 0; s < batch; s++) {
            double loss = NAN;
            og_loss_of_logits(kind, OG_REDUCE_SUM, labels, labels, pos_weight, logits + s * labels,
                              targets + s * labels, &loss, NULL);
            sum += loss;
        }
        og_confusion counts = og_confusion_count(batch * labels, logits, targets);
        right += counts.true_positive + counts.true_negative;
    }
    double decisions = (double)(dataset->rows * labels);
    return decisions > 0 ? (og_score){sum / decisions, (double)right / decisions} : (og_score){0, 0};
}

og_score og_trainer_score(const og_trainer *trainer, const og_dataset *dataset)
{
    return score(trainer->def.loss, trainer->pos_weight, trainer->net, dataset);
}

og_status og_evaluate(og_net *net, const og_dataset *dataset, og_score *out)
{
    OG_TRY(og_trainer_check_data("the data", dataset, net));
    *out = score(OG_BCE_WITH_LOGITS, NULL, net, dataset);
    return OG_OK;
}

og_status og_trainer_evaluate(og_trainer *trainer, const og_dataset *dataset, og_score *out)
{
    OG_TRY(og_trainer_check_data("the data", dataset, trainer->net));
    *out = og_trainer_score(trainer, dataset);
    return OG_OK;
}
