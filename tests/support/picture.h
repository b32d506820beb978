/* Pictures that a test compares with those it should look like. */
#ifndef OGEE_TEST_PICTURE_H
#define OGEE_TEST_PICTURE_H

#include <stddef.h>
#include <stdint.h>

/* Opaque pixels 0xFFRRGGBB, row by row. */
typedef struct picture {
    int width, height;
    uint32_t *pixels;
} picture;

/* A PNG file; pixels is NULL when there is none. Freed by picture_free. */
picture picture_read(const char *path);
void picture_write(const char *path, const picture *p);
void picture_free(picture *p);

/* How many pixels of actual are not what expected shows. A pixel whose eight neighbours in expected have its
   own colour lies in an opaque area and has to be the same. Another one may differ by half of what these nine
   differ by in that channel, but by no more than 64; and then the mean of the 25 pixels round it may differ
   by a sixteenth, but by no more than 3: an edge may lie a little elsewhere, a hairline may not vanish.
   difference (NULL: not wanted) becomes a pale copy of actual with these pixels in red. Pictures of other
   sizes differ everywhere. */
size_t picture_compare(const picture *actual, const picture *expected, picture *difference);

#endif
