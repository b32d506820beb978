/* The installed viewer library links. */
#include <ogee_viz/app.h>

int main(void)
{
    ogv_drawlist list;
    ogv_drawlist_init(&list);
    ogv_fill(&list, (ogv_rect){0, 0, 10, 10}, 0, ogv_theme_light.accent);
    int ok = list.command_count == 1 && !ogv_app_def_default().headless;
    ogv_drawlist_free(&list);
    return !ok;
}
