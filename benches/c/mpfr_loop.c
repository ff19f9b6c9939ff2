/* The yardstick of benches/engines.rs: loss and gradient of E + A/N^a + B/D^b
 * in plain C on MPFR, written by hand for this one law. ln N and ln D are
 * computed beforehand; every variable is allocated once and reused.
 *
 * Input: first line "bits rounds", then E A B a b, then one line N D per run.
 * Output: the time of a pass over the runs in nanoseconds, then the sums over the
 * runs of the loss and of its partial derivatives in A, B, a, b to 30 digits,
 * which say that both sides computed the same thing.
 */
#define _POSIX_C_SOURCE 199309L
#include <mpfr.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* Times are the least of every STRETCH runs, added: see engines.rs. */
enum { MAX_RUNS = 10000, STRETCH = 8 };
static mpfr_t ln_n[MAX_RUNS], ln_d[MAX_RUNS];
static mpfr_t theta[5], loss, in_a, in_b, in_alpha, in_beta;

static void read_number(mpfr_t x, mpfr_prec_t bits) {
  char text[512];
  if (scanf("%500s", text) != 1) exit(2);
  mpfr_init2(x, bits);
  if (mpfr_set_str(x, text, 10, MPFR_RNDN) != 0) exit(2);
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return 1e9 * t.tv_sec + t.tv_nsec;
}

/* Loss and partial derivatives of run i; the one in E is 1. */
static void evaluate(int i) {
  mpfr_mul(in_a, theta[3], ln_n[i], MPFR_RNDN);
  mpfr_neg(in_a, in_a, MPFR_RNDN);
  mpfr_exp(in_a, in_a, MPFR_RNDN);
  mpfr_mul(in_alpha, theta[1], in_a, MPFR_RNDN);

  mpfr_mul(in_b, theta[4], ln_d[i], MPFR_RNDN);
  mpfr_neg(in_b, in_b, MPFR_RNDN);
  mpfr_exp(in_b, in_b, MPFR_RNDN);
  mpfr_mul(in_beta, theta[2], in_b, MPFR_RNDN);

  mpfr_add(loss, theta[0], in_alpha, MPFR_RNDN);
  mpfr_add(loss, loss, in_beta, MPFR_RNDN);

  mpfr_mul(in_alpha, in_alpha, ln_n[i], MPFR_RNDN);
  mpfr_neg(in_alpha, in_alpha, MPFR_RNDN);
  mpfr_mul(in_beta, in_beta, ln_d[i], MPFR_RNDN);
  mpfr_neg(in_beta, in_beta, MPFR_RNDN);
}

int main(void) {
  long bits, rounds;
  if (scanf("%ld %ld", &bits, &rounds) != 2) return 2;
  for (int i = 0; i < 5; i++) read_number(theta[i], bits);
  mpfr_inits2(bits, loss, in_a, in_b, in_alpha, in_beta, (mpfr_ptr)0);

  int runs = 0;
  for (char text[512]; runs < MAX_RUNS && scanf("%500s", text) == 1; runs++) {
    mpfr_init2(ln_n[runs], bits);
    if (mpfr_set_str(ln_n[runs], text, 10, MPFR_RNDN) != 0) return 2;
    read_number(ln_d[runs], bits);
    mpfr_log(ln_n[runs], ln_n[runs], MPFR_RNDN);
    mpfr_log(ln_d[runs], ln_d[runs], MPFR_RNDN);
  }

  double least[MAX_RUNS / STRETCH + 1], total = 0;
  for (long round = 0; round < rounds; round++) {
    for (int i = 0; i < runs; i += STRETCH) {
      int end = i + STRETCH < runs ? i + STRETCH : runs;
      double start = now();
      for (int j = i; j < end; j++) evaluate(j);
      double taken = now() - start;
      if (round == 0 || taken < least[i / STRETCH]) least[i / STRETCH] = taken;
    }
  }
  for (int i = 0; i < runs; i += STRETCH) total += least[i / STRETCH];

  mpfr_ptr parts[5] = {loss, in_a, in_b, in_alpha, in_beta};
  mpfr_t sum[5];
  for (int p = 0; p < 5; p++) mpfr_init2(sum[p], bits), mpfr_set_ui(sum[p], 0, MPFR_RNDN);
  for (int i = 0; i < runs; i++) {
    evaluate(i);
    for (int p = 0; p < 5; p++) mpfr_add(sum[p], sum[p], parts[p], MPFR_RNDN);
  }
  printf("%.0f", total);
  for (int p = 0; p < 5; p++) mpfr_printf(" %.29Re", sum[p]);
  printf("\n");
  return 0;
}
