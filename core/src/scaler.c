#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "fail.h"
#include "ogee/data.h"

/* Mean and deviation of one column of the table. */
static void measure_column(const og_dataset *data, size_t column, double *mean, double *deviation)
{
    double first = data->x[column], sum = 0, squares = 0;
    bool constant = true;
    for (size_t row = 0; row < data->rows; row++) {
        double value = data->x[row * data->features + column];
        sum += value;
        constant = constant && value == first;
    }
    /* The mean of equal numbers can miss them by a rounding error, which would then be blown up to about 1.
     */
    *mean = constant ? first : sum / (double)data->rows;
    for (size_t row = 0; row < data->rows; row++) {
        double difference = data->x[row * data->features + column] - *mean;
        squares += difference * difference;
    }
    *deviation = constant ? 1 : sqrt(squares / (double)data->rows);
}

og_status og_scaler_fit(const og_dataset *train, og_scaler **out)
{
    if (train->rows == 0)
        return og_fail(OG_ERR_ARGUMENT, "cannot standardise by 0 rows, expected at least one");
    og_scaler *scaler = calloc(1, sizeof *scaler);
    if (scaler) {
        scaler->features = train->features;
        scaler->mean = calloc(train->features + 1, sizeof *scaler->mean);
        scaler->deviation = calloc(train->features + 1, sizeof *scaler->deviation);
    }
    if (!scaler || !scaler->mean || !scaler->deviation) {
        og_scaler_destroy(scaler);
        return og_fail(OG_ERR_MEMORY, "no memory for the mean and deviation of %zu features",
                       train->features);
    }
    for (size_t i = 0; i < train->features; i++)
        measure_column(train, i, &scaler->mean[i], &scaler->deviation[i]);
    *out = scaler;
    return OG_OK;
}

og_status og_scaler_apply(const og_scaler *scaler, og_dataset *dataset)
{
    if (dataset->features != scaler->features)
        return og_fail(OG_ERR_SHAPE, "the data set has %zu features, expected the scaler's %zu",
                       dataset->features, scaler->features);
    for (size_t row = 0; row < dataset->rows; row++) {
        float *x = dataset->x + row * dataset->features;
        for (size_t i = 0; i < dataset->features; i++) {
            double scaled = (x[i] - scaler->mean[i]) / scaler->deviation[i];
            if (!(fabs(scaled) <= FLT_MAX))
                return og_fail(OG_ERR_DATA,
                               "row %zu has %g in \"%s\", too far from the mean %g and deviation %g", row + 1,
                               x[i], dataset->feature_names[i], scaler->mean[i], scaler->deviation[i]);
            x[i] = (float)scaled;
        }
    }
    return OG_OK;
}

void og_scaler_destroy(og_scaler *scaler)
{
    if (!scaler)
        return;
    free(scaler->mean);
    free(scaler->deviation);
    free(scaler);
}
