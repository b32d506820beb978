#include <ogee/ogee.h>

int main(void)
{
    og_dataset *data;
    if (og_toy_create(OG_TOY_MOONS, 10, 0.1f, 1, &data) != OG_OK)
        return 1;
    int ok = data->rows == 10 && og_sigmoidf(0) == 0.5f;
    og_dataset_destroy(data);
    return !ok;
}
