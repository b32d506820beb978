/* All of ogee's core. */
#ifndef OGEE_OGEE_H
#define OGEE_OGEE_H

#include "ogee/activation.h"
#include "ogee/adam.h"
#include "ogee/data.h"
#include "ogee/exact.h"
#include "ogee/export.h"
#include "ogee/file.h"
#include "ogee/gradcheck.h"
#include "ogee/half.h"
#include "ogee/kernels.h"
#include "ogee/loss.h"
#include "ogee/metrics.h"
#include "ogee/model_io.h"
#include "ogee/net.h"
#include "ogee/rng.h"
#include "ogee/sgd.h"
#include "ogee/status.h"
#include "ogee/tensor.h"
#include "ogee/text.h"
#include "ogee/trainer.h"

#endif
