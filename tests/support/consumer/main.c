/* The README's example: the sigmoid of five numbers, printed as PyTorch prints it. */
#include <stdio.h>

#include <ogee/ogee.h>

int main(void)
{
    og_tensor x, y;
    char text[256];
    if (og_tensor_arange(-2, 3, 1, &x) != OG_OK || og_tensor_map(&x, og_sigmoidf, &y) != OG_OK) {
        fprintf(stderr, "%s\n", og_error_detail());
        return 1;
    }
    og_tensor_format(&y, text, sizeof text);
    puts(text);
    og_tensor_destroy(&x);
    og_tensor_destroy(&y);
    return 0;
}
