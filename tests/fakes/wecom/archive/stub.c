/* A stand-in for the vendor's archive library: same functions, same types, data from the directory that is the
 * secret. A message is "sealed" as KEY:TEXT and opened by that key; a file comes in pieces of 512 KB. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct { char *buf; int len; } Slice;
typedef struct { char *index; int index_len; char *data; int data_len; int finish; } Media;
typedef struct { char dir[512]; } Sdk;

#define PIECE (512 * 1024)

void *NewSdk(void) { return calloc(1, sizeof(Sdk)); }
void DestroySdk(void *sdk) { free(sdk); }
int Init(void *sdk, const char *corpid, const char *secret) {
    if (!*corpid || strlen(secret) >= 512) return 10000;
    strcpy(((Sdk *)sdk)->dir, secret);
    return 0;
}
void *NewSlice(void) { return calloc(1, sizeof(Slice)); }
void FreeSlice(void *slice) { free(((Slice *)slice)->buf); free(slice); }
char *GetContentFromSlice(void *slice) { return ((Slice *)slice)->buf; }
int GetSliceLen(void *slice) { return ((Slice *)slice)->len; }
void *NewMediaData(void) { return calloc(1, sizeof(Media)); }
void FreeMediaData(void *media) { free(((Media *)media)->index); free(((Media *)media)->data); free(media); }
char *GetOutIndexBuf(void *media) { return ((Media *)media)->index; }
int GetIndexLen(void *media) { return ((Media *)media)->index_len; }
char *GetData(void *media) { return ((Media *)media)->data; }
int GetDataLen(void *media) { return ((Media *)media)->data_len; }
int IsMediaDataFinish(void *media) { return ((Media *)media)->finish; }

static char *whole(const char *dir, const char *name, long *size) {
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *file = fopen(path, "rb");
    if (!file) return NULL;
    fseek(file, 0, SEEK_END);
    *size = ftell(file);
    rewind(file);
    char *content = malloc(*size + 1);
    if (fread(content, 1, *size, file) != (size_t)*size) *size = 0;
    content[*size] = 0;
    fclose(file);
    return content;
}

int GetChatData(void *sdk, unsigned long long seq, unsigned int limit, const char *proxy, const char *passwd,
                int timeout, void *slice) {
    char name[64];
    long size = 0;
    (void)proxy; (void)passwd; (void)timeout;
    if (limit == 0 || limit > 1000) return 10000;
    snprintf(name, sizeof name, "after-%llu.json", seq);
    char *content = whole(((Sdk *)sdk)->dir, name, &size);
    if (!content) return 10001;
    ((Slice *)slice)->buf = content;
    ((Slice *)slice)->len = (int)size;
    return 0;
}

int DecryptData(const char *key, const char *sealed, void *slice) {
    size_t size = strlen(key);
    if (strncmp(key, sealed, size) || sealed[size] != ':') return 10008;
    ((Slice *)slice)->buf = strdup(sealed + size + 1);
    ((Slice *)slice)->len = (int)strlen(sealed + size + 1);
    return 0;
}

int GetMediaData(void *sdk, const char *index, const char *name, const char *proxy, const char *passwd, int timeout,
                 void *data) {
    Media *media = data;
    long size = 0, at = *index ? atol(index) : 0;
    (void)proxy; (void)passwd; (void)timeout;
    char *content = whole(((Sdk *)sdk)->dir, name, &size);
    if (!content) return 10010;
    long piece = size - at < PIECE ? size - at : PIECE;
    media->data = malloc(piece + 1);
    memcpy(media->data, content + at, piece);
    media->data_len = (int)piece;
    media->index = malloc(32);
    media->index_len = snprintf(media->index, 32, "%ld", at + piece);
    media->finish = at + piece >= size;
    free(content);
    return 0;
}
