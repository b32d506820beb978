/* A real window: a display that nobody sees (Xvfb), and a hand that clicks and types (xdotool). Where these
   two are missing, the tests are left out. */
#include <stdbool.h>

#include "support.h"

/* Functions for the scripts below. Every step waits until the recording says that it has arrived, so that a
   slow machine only takes longer. */
static const char tools[] =
    "set -u; trap 'kill $(jobs -p) 2>/dev/null' EXIT\n"
    /* The window system's own libraries keep memory until the end; under the sanitizers that is no error. */
    "export ASAN_OPTIONS=detect_leaks=0\n"
    "Xvfb -displayfd 9 -screen 0 1400x900x24 -nolisten tcp 9>display >/dev/null 2>&1 &\n"
    "until [ -s display ]; do sleep 0.1; done\n"
    "export DISPLAY=:$(cat display) SDL_VIDEODRIVER=x11\n"
    "await() { for i in $(seq 200); do grep -qs -e \"$1\" rec.txt && return; sleep 0.1; done;\n"
    "          echo \"never came: $1, only:\" >&2; cat rec.txt >&2; exit 9; }\n"
    "file() { for i in $(seq 200); do [ -s \"$1\" ] && return; sleep 0.1; done;\n"
    "         echo \"no file $1\" >&2; exit 9; }\n"
    "at() { xdotool mousemove $((X + $1)) $((Y + $2)); sleep 0.2; }\n"
    "click() { at $1 $2; xdotool mousedown 1; sleep 0.2; xdotool mouseup 1; }\n"
    "open() { \"$LESSON\" \"$@\" & L=$!\n"
    "         W=$(xdotool search --sync --onlyvisible --pid $L | tail -1)\n"
    "         eval \"$(xdotool getwindowgeometry --shell $W)\"; xdotool windowfocus --sync $W; }\n"
    "close() { kill $L; wait $L; }\n";

static bool has_tools(void)
{
    run_result result = run("command -v Xvfb && command -v xdotool");
    bool found = result.status == 0;
    run_free(&result);
    return found;
}

/* Runs the steps in a folder of their own; fails the test with what they wrote if they do. */
static void play(const char *folder, const char *steps)
{
    size_t size = sizeof tools + strlen(steps) + 1024;
    char *script = malloc(size), command[900];
    assert_non_null(script);
    snprintf(script, size, "mkdir -p '%s' && cd '%s' || exit 8\n%s%s", temporary_path(folder),
             temporary_path(folder), tools, steps);
    const char *file = temporary_file("steps.sh", script);
    snprintf(command, sizeof command, "LESSON=\"$BIN/lesson-decision-boundary\" timeout 120 bash '%s'", file);
    run_result result = run(command);
    if (result.status != 0)
        fail_msg("status %d: %s", result.status, result.err);
    assert_string_equal(result.err, "");
    run_free(&result);
    free(script);
}

static void clicks_drags_and_keys_arrive_and_can_be_played_back(void **state)
{
    (void)state;
    if (!has_tools())
        skip();
    play("hand",
         "open --record rec.txt\n"
         "click 172 768; await 'press toggle-play'\n"
         "at 1125 108; xdotool mousedown 1; at 1150 108; at 1185 108; await 'drag noise'\n"
         "xdotool mouseup 1; sleep 0.2\n"
         "click 537 201; await 'set data xor'\n"
         "xdotool key Next; await 'press next'\n"
         "xdotool key t; await 'press theme'\n"
         "click 1186 768; xdotool key ctrl+a; xdotool type 42; xdotool key Return; await 'set seed 42'\n"
         "xdotool key F1; await 'press help'; click 20 400; sleep 0.3\n"
         "xdotool key bracketright; await 'press faster'\n"
         "xdotool key ctrl+s; file ogee-1.png\n"
         "xdotool key ctrl+shift+s; file ogee-1.svg\n"
         "close || exit 7\n"
         "\"$LESSON\" --script rec.txt --record window.txt || exit 6\n"
         "\"$LESSON\" --headless --size 960x600 --script rec.txt --record memory.txt || exit 5\n"
         "cmp window.txt memory.txt || exit 4\n"
         "(cat rec.txt; echo 'shot same.png') >shot.txt\n"
         "\"$LESSON\" --script shot.txt && mv same.png window.png || exit 2\n"
         "\"$LESSON\" --headless --script shot.txt && cmp window.png same.png || exit 1\n"
         "[ $(grep -c 'press help' rec.txt) = 2 ] || exit 3\n");
}

static void the_clipboard_is_shared_with_others(void **state)
{
    (void)state;
    if (!has_tools())
        skip();
    play("clipboard",
         "open --record rec.txt\n"
         "click 1186 768; xdotool key ctrl+a; xdotool type 731; xdotool key Return; await 'set seed 731'\n"
         "click 1186 768; xdotool key ctrl+a; xdotool key ctrl+c; xdotool type 5; xdotool key Return\n"
         "await 'set seed 5'\n"
         "click 1186 768; xdotool key ctrl+a; xdotool key ctrl+v; xdotool key Return; sleep 0.5\n"
         "for i in $(seq 100); do [ $(grep -c 'set seed 731' rec.txt) = 2 ] && break; sleep 0.1; done\n"
         "[ $(grep -c 'set seed 731' rec.txt) = 2 ] || exit 3\n"
         "close\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clicks_drags_and_keys_arrive_and_can_be_played_back),
        cmocka_unit_test(the_clipboard_is_shared_with_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
