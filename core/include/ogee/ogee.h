/* All of ogee's core. */
#ifndef OGEE_OGEE_H
#define OGEE_OGEE_H

#include "ogee/activation.h"
#include "ogee/data.h"
#include "ogee/gradcheck.h"
#include "ogee/loss.h"
#include "ogee/metrics.h"
#include "ogee/net.h"
#include "ogee/rng.h"
#include "ogee/sgd.h"
#include "ogee/status.h"
#include "ogee/tensor.h"
#include "ogee/trainer.h"

#endif
