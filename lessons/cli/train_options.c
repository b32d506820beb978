#include "train.h"
#include "train_parse.h"

#define AT(field) offsetof(ogl_train_settings, field)
enum { MOST = 1000000 };

const char ogl_section_data[] = "Data";
const char ogl_section_network[] = "Network";
const char ogl_section_training[] = "Training";
const char ogl_section_length[] = "How long";
const char ogl_section_output[] = "Output";
#define DATA .section = ogl_section_data
#define NETWORK .section = ogl_section_network
#define TRAINING .section = ogl_section_training
#define LENGTH .section = ogl_section_length
#define OUTPUT .section = ogl_section_output

const ogl_option ogl_train_options[] = {
    {"--data", "FILE.csv|TOY", OGL_FLAG_TEXT, AT(data), DATA,
     .help = "what to learn from: a table with a header, or " OGL_TOY_NAMES,
     .expected = "FILE.csv, " OGL_TOY_NAMES},
    {"--samples", "N", OGL_FLAG_WHOLE, AT(samples), DATA, .help = "points of toy data", .initial = "500",
     .low = 2, .high = MOST},
    {"--noise", "S", OGL_FLAG_REAL, AT(noise), DATA, .help = "deviation of the noise on toy data",
     .initial = "0.1", .high = 10},
    {"--data-seed", "N", OGL_FLAG_WHOLE, AT(data_seed), DATA,
     .help = "seed of toy data and of the split; without it as --seed", .high = UINT32_MAX},
    {"--label", "COLUMN", OGL_FLAG_TEXT, AT(label), DATA,
     .help = "column to predict, or A,B,... for several of 0 and 1; without it the last one"},
    {"--positive", "VALUE", OGL_FLAG_TEXT, AT(positive), DATA,
     .help = "label that counts as 1; without it the later of two in sorted order"},
    {"--features", "A,B,...", OGL_FLAG_TEXT, AT(features), DATA,
     .help = "columns to learn from; without it all but the label"},
    {"--one-hot", "A,B,...", OGL_FLAG_TEXT, AT(one_hot), DATA,
     .help = "columns of texts; each text becomes a feature of 0 and 1"},
    {"--missing", "WHAT", OGL_FLAG_CHOICE, AT(missing), DATA,
     .help =
         "a missing value in a feature is an error, drops the row, or counts as the column's mean: error, "
         "drop or mean; missing is an empty field, NA, N/A, null, none, nan or ? in any case; an empty "
         "label is always an error",
     .initial = "error", .expected = "error|drop|mean"},
    {"--test", "FRACTION", OGL_FLAG_REAL, AT(test), DATA, .help = "share of the rows kept for the test",
     .initial = "0.2", .high = 1, .below_high = true},
    {"--standardize", NULL, OGL_FLAG_ON, AT(standardize), DATA,
     .help = "bring every feature to mean 0 and deviation 1", .initial = "default"},
    {"--no-standardize", NULL, OGL_FLAG_OFF, AT(standardize), DATA, .help = "take the features as they are"},

    {"--hidden", "8,8|none", OGL_FLAG_CUSTOM, AT(hidden), NETWORK, .help = "sizes of the hidden layers",
     .initial = "8", .expected = "none, or 1 to 31 sizes from 1 to 4096 such as 8,8",
     .parse = ogl_parse_hidden},
    {"--activation", "NAME", OGL_FLAG_CUSTOM, AT(activation), NETWORK,
     .help = "behind each hidden layer: " OGL_ACTIVATIONS, .initial = "sigmoid", .expected = OGL_ACTIVATIONS,
     .parse = ogl_parse_activation},
    {"--batch-norm", NULL, OGL_FLAG_ON, AT(batch_norm), NETWORK,
     .help = "batch norm between each hidden layer and its activation", .initial = "default off"},
    {"--dropout", "P", OGL_FLAG_REAL, AT(dropout), NETWORK,
     .help = "behind each activation, set this share of the values to 0 while training", .initial = "0",
     .high = 1, .below_high = true},
    {"--layers", "SPEC", OGL_FLAG_TEXT, AT(layers), NETWORK,
     .help =
         "the whole list of layers, such as linear:8,batch-norm,tanh,linear:8,tanh,residual:2,linear:1; it "
         "ends in one logit a label, without a sigmoid, which the loss brings",
     .expected = "layers between commas such as linear:8,tanh,linear:1"},
    {"--init", "NAME", OGL_FLAG_CUSTOM, AT(init), NETWORK, .help = "first weights: " OGL_INITS,
     .initial = "torch", .expected = OGL_INITS " with a number above 0 (C from -1e+06) and up to 1e+06",
     .parse = ogl_parse_init},
    {"--seed", "N", OGL_FLAG_WHOLE, AT(seed), NETWORK,
     .help = "seed of the first weights and of the order of rows", .initial = "1", .high = UINT32_MAX},

    {"--loss", "NAME", OGL_FLAG_CHOICE, AT(loss), TRAINING,
     .help = "what to make small: bce-with-logits, or bce or mse of the probability",
     .initial = "bce-with-logits", .expected = "bce-with-logits|bce|mse"},
    {"--pos-weight", "W", OGL_FLAG_REAL, AT(pos_weight), TRAINING,
     .help = "how much a row of class 1 counts in bce-with-logits", .initial = "1", .high = 1e6,
     .above_low = true},
    {"--optimizer", "NAME", OGL_FLAG_CHOICE, AT(optimizer), TRAINING,
     .help = "how weights are changed: sgd or adam", .initial = "sgd", .expected = "sgd|adam"},
    {"--lr", "R", OGL_FLAG_REAL, AT(lr), TRAINING, .help = "learning rate; without it 0.1, with adam 0.001",
     .high = 1e6, .above_low = true},
    {"--momentum", "M", OGL_FLAG_REAL, AT(momentum), TRAINING,
     .help = "of sgd: share of the last change that goes on", .initial = "0", .high = 1},
    {"--dampening", "D", OGL_FLAG_REAL, AT(dampening), TRAINING,
     .help = "of sgd: takes that share off the new gradient", .initial = "0", .high = 1},
    {"--nesterov", NULL, OGL_FLAG_ON, AT(nesterov), TRAINING, .help = "of sgd: look ahead along the momentum",
     .initial = "default off"},
    {"--maximize", NULL, OGL_FLAG_ON, AT(maximize), TRAINING,
     .help = "of sgd: climb the loss instead of going down", .initial = "default off"},
    {"--weight-decay", "D", OGL_FLAG_REAL, AT(weight_decay), TRAINING, .help = "pulls every weight towards 0",
     .initial = "0", .high = 1e6},
    {"--l1", "R", OGL_FLAG_REAL, AT(l1), TRAINING, .help = "pulls every weight to 0 by the same amount",
     .initial = "0", .high = 1e6},
    {"--clip-norm", "R", OGL_FLAG_REAL, AT(clip_norm), TRAINING,
     .help = "longest that the gradient may be; 0: any length", .initial = "0", .high = 1e6},
    {"--schedule", "NAME", OGL_FLAG_CUSTOM, AT(schedule), TRAINING,
     .help =
         "of the learning rate: constant, step:PERIOD:GAMMA, cosine:PERIOD or warmup:PERIOD; periods in "
         "epochs, without them a third of the epochs (GAMMA 0.1), all of them, a tenth; --resume keeps them",
     .initial = "constant",
     .expected = "constant, step:PERIOD:GAMMA, cosine:PERIOD or warmup:PERIOD, a period from 1 to 1000000 "
                 "epochs, gamma a number above 0 and up to 1",
     .parse = ogl_parse_schedule},
    {"--batch", "N", OGL_FLAG_WHOLE, AT(batch), TRAINING, .help = "rows for one change of the weights",
     .initial = "32", .low = 1, .high = MOST},

    {"--epochs", "N", OGL_FLAG_WHOLE, AT(epochs), LENGTH, .help = "passes over the training rows",
     .initial = "100", .high = MOST},
    {"--stop-loss", "R", OGL_FLAG_CUSTOM, AT(stop_loss), LENGTH,
     .help = "stop when the training loss of an epoch is at most R", .initial = "off",
     .expected = "off or a number from 0 to 1e+06", .parse = ogl_parse_stop_loss},
    {"--stop-accuracy", "R", OGL_FLAG_CUSTOM, AT(stop_accuracy), LENGTH,
     .help = "stop when the training accuracy of an epoch is at least R, from 0 to 1", .initial = "off",
     .expected = "off or a number from 0 to 1", .parse = ogl_parse_stop_accuracy},
    {"--patience", "N", OGL_FLAG_WHOLE, AT(patience), LENGTH,
     .help = "stop when N epochs in a row brought no smaller loss on the test rows (without them: the "
             "training loss); the weights kept are those of the last epoch; 0: never",
     .initial = "0", .high = MOST},
    {"--resume", "FILE.safetensors", OGL_FLAG_TEXT, AT(resume), LENGTH,
     .help = "go on with the run in a file that --save wrote, with its settings; --epochs is the new total, "
             "--data says where its table is now, --log goes on with the log that ends where the run was "
             "saved"},

    {"--save", "FILE.safetensors", OGL_FLAG_TEXT, AT(save), OUTPUT,
     .help = "write the model, for predict, eval, export and --resume"},
    {"--log", "FILE.csv", OGL_FLAG_TEXT, AT(log), OUTPUT, .help = "write loss and accuracy of every epoch"},
    {"--picture", "FILE.png|.svg", OGL_FLAG_CUSTOM, AT(picture), OUTPUT,
     .help = "draw the decision boundary over two features", .expected = "a file that ends in .png or .svg",
     .parse = ogl_parse_picture},
    {"--size", "WxH", OGL_FLAG_CUSTOM, AT(size), OUTPUT, .help = "size of the picture, 320x320 to 4096x4096",
     .initial = "1280x800", .expected = "width x height such as 1280x800, each from 320 to 4096",
     .parse = ogl_parse_picture_size},
    {"--scale", "F", OGL_FLAG_REAL, AT(scale), OUTPUT, .help = "pixels of the picture for one of --size",
     .initial = "1", .low = 0.5, .high = 4},
    {"--theme", "NAME", OGL_FLAG_CHOICE, AT(theme), OUTPUT, .help = "of the picture: light or dark",
     .initial = "light", .expected = "light|dark"},
    {"--json", NULL, OGL_FLAG_ON, AT(json), OUTPUT, .help = "print the result as one JSON object"},
    {"--quiet", NULL, OGL_FLAG_ON, AT(quiet), OUTPUT, .help = "print the result only"},
    {"--help", NULL, OGL_FLAG_ON, AT(help), OUTPUT, .help = "print this"},
    {"--version", NULL, OGL_FLAG_ON, AT(version), OUTPUT, .help = "print the version"},
};
const size_t ogl_train_option_count = sizeof ogl_train_options / sizeof *ogl_train_options;
_Static_assert(sizeof ogl_train_options / sizeof *ogl_train_options <= OGL_TRAIN_ROWS,
               "every row has its place in a request");
