(** X1 in numbers: what the program prints, each value between decimals that differ
    by one in the last digit.
    Printed by: offray verify X1 --rocq DIR

    name                                 == meaning
    chinchilla_20_on_20                  == Chinchilla, Hoffmann's parameters: 20 sizes from 1e7 to 1e9 on D = 20 N
    chinchilla_20_on_20_A                == its column ∂L/∂A
    chinchilla_20_on_20_B                == its column ∂L/∂B
    chinchilla_20_on_20_gram_11          == entry (1, 1) of their Gram matrix
    chinchilla_20_on_20_gram_12          == entry (1, 2) of their Gram matrix
    chinchilla_20_on_20_gram_22          == entry (2, 2) of their Gram matrix
    chinchilla_20_on_20_kappa            == their κ
    chinchilla_20_on_20_kappa_eq         == their κ_eq
    chinchilla_20_on_20_lambda_min       == their λ_min
    kaplan_12_on_20                      == Kaplan, Kaplan's single-variable N_c, D_c, α_D: 12 sizes from 1e7 to 1e9 on D = 20 N
    kaplan_12_on_20_N_c                  == its column ∂L/∂N_c
    kaplan_12_on_20_D_c                  == its column ∂L/∂D_c
    kaplan_12_on_20_gram_11              == entry (1, 1) of their Gram matrix
    kaplan_12_on_20_gram_12              == entry (1, 2) of their Gram matrix
    kaplan_12_on_20_gram_22              == entry (2, 2) of their Gram matrix
    kaplan_12_on_20_kappa                == their κ
    kaplan_12_on_20_kappa_eq             == their κ_eq
    kaplan_12_on_20_lambda_min           == their λ_min
*)

From Coq Require Import Reals List Lra.
From Interval Require Import Tactic.
From Offray Require Import Sums Gram Parallel Taylor Jacobian Coverage Program Certificate.
From Offray.generated Require Printed.
Import ListNotations.
Open Scope R_scope.

(** Chinchilla, Hoffmann's parameters: 20 sizes from 1e7 to 1e9 on D = 20 N. *)
Definition chinchilla_20_on_20 : list (R * R) :=
  [(10000000, 200000000);
   (10000000 * exp (ln 100 * (1 / 19)), 20 * (10000000 * exp (ln 100 * (1 / 19))));
   (10000000 * exp (ln 100 * (2 / 19)), 20 * (10000000 * exp (ln 100 * (2 / 19))));
   (10000000 * exp (ln 100 * (3 / 19)), 20 * (10000000 * exp (ln 100 * (3 / 19))));
   (10000000 * exp (ln 100 * (4 / 19)), 20 * (10000000 * exp (ln 100 * (4 / 19))));
   (10000000 * exp (ln 100 * (5 / 19)), 20 * (10000000 * exp (ln 100 * (5 / 19))));
   (10000000 * exp (ln 100 * (6 / 19)), 20 * (10000000 * exp (ln 100 * (6 / 19))));
   (10000000 * exp (ln 100 * (7 / 19)), 20 * (10000000 * exp (ln 100 * (7 / 19))));
   (10000000 * exp (ln 100 * (8 / 19)), 20 * (10000000 * exp (ln 100 * (8 / 19))));
   (10000000 * exp (ln 100 * (9 / 19)), 20 * (10000000 * exp (ln 100 * (9 / 19))));
   (10000000 * exp (ln 100 * (10 / 19)), 20 * (10000000 * exp (ln 100 * (10 / 19))));
   (10000000 * exp (ln 100 * (11 / 19)), 20 * (10000000 * exp (ln 100 * (11 / 19))));
   (10000000 * exp (ln 100 * (12 / 19)), 20 * (10000000 * exp (ln 100 * (12 / 19))));
   (10000000 * exp (ln 100 * (13 / 19)), 20 * (10000000 * exp (ln 100 * (13 / 19))));
   (10000000 * exp (ln 100 * (14 / 19)), 20 * (10000000 * exp (ln 100 * (14 / 19))));
   (10000000 * exp (ln 100 * (15 / 19)), 20 * (10000000 * exp (ln 100 * (15 / 19))));
   (10000000 * exp (ln 100 * (16 / 19)), 20 * (10000000 * exp (ln 100 * (16 / 19))));
   (10000000 * exp (ln 100 * (17 / 19)), 20 * (10000000 * exp (ln 100 * (17 / 19))));
   (10000000 * exp (ln 100 * (18 / 19)), 20 * (10000000 * exp (ln 100 * (18 / 19))));
   (1000000000, 20000000000)].

Definition chinchilla_20_on_20_A (run : R * R) : R :=
  Printed.chinchilla_d_A 1.69 406.4 410.7 0.34 0.28 (fst run) (snd run).

Definition chinchilla_20_on_20_B (run : R * R) : R :=
  Printed.chinchilla_d_B 1.69 406.4 410.7 0.34 0.28 (fst run) (snd run).

Theorem chinchilla_20_on_20_gram_11 :
  0.000110132345470951077 <= dot chinchilla_20_on_20 chinchilla_20_on_20_A chinchilla_20_on_20_A <= 0.000110132345470951078.
Proof. unfold chinchilla_20_on_20, chinchilla_20_on_20_A, Printed.chinchilla_d_A, chinchilla_20_on_20_B, Printed.chinchilla_d_B; enclose 89%positive. Qed.

Theorem chinchilla_20_on_20_gram_12 :
  0.000134584829539592219 <= dot chinchilla_20_on_20 chinchilla_20_on_20_A chinchilla_20_on_20_B <= 0.00013458482953959222.
Proof. unfold chinchilla_20_on_20, chinchilla_20_on_20_A, Printed.chinchilla_d_A, chinchilla_20_on_20_B, Printed.chinchilla_d_B; enclose 89%positive. Qed.

Theorem chinchilla_20_on_20_gram_22 :
  0.000165243170706415213 <= dot chinchilla_20_on_20 chinchilla_20_on_20_B chinchilla_20_on_20_B <= 0.000165243170706415214.
Proof. unfold chinchilla_20_on_20, chinchilla_20_on_20_A, Printed.chinchilla_d_A, chinchilla_20_on_20_B, Printed.chinchilla_d_B; enclose 89%positive. Qed.

Theorem chinchilla_20_on_20_kappa :
  884.487507824 <= pair_kappa chinchilla_20_on_20 chinchilla_20_on_20_A chinchilla_20_on_20_B <= 884.487507825.
Proof. from_gram 149%positive chinchilla_20_on_20_gram_11 chinchilla_20_on_20_gram_12 chinchilla_20_on_20_gram_22. Qed.

Theorem chinchilla_20_on_20_kappa_eq :
  848.981901593 <= kappa_eq (dot chinchilla_20_on_20 chinchilla_20_on_20_A chinchilla_20_on_20_A) (dot chinchilla_20_on_20 chinchilla_20_on_20_A chinchilla_20_on_20_B) (dot chinchilla_20_on_20 chinchilla_20_on_20_B chinchilla_20_on_20_B) <= 848.981901594.
Proof. from_gram 149%positive chinchilla_20_on_20_gram_11 chinchilla_20_on_20_gram_12 chinchilla_20_on_20_gram_22. Qed.

Theorem chinchilla_20_on_20_lambda_min :
  3.10987465937e-7 <= lam_minus (dot chinchilla_20_on_20 chinchilla_20_on_20_A chinchilla_20_on_20_A) (dot chinchilla_20_on_20 chinchilla_20_on_20_A chinchilla_20_on_20_B) (dot chinchilla_20_on_20 chinchilla_20_on_20_B chinchilla_20_on_20_B) <= 3.10987465938e-7.
Proof. from_gram 149%positive chinchilla_20_on_20_gram_11 chinchilla_20_on_20_gram_12 chinchilla_20_on_20_gram_22. Qed.


(** Kaplan, Kaplan's single-variable N_c, D_c, α_D: 12 sizes from 1e7 to 1e9 on D = 20 N. *)
Definition kaplan_12_on_20 : list (R * R) :=
  [(10000000, 200000000);
   (10000000 * exp (ln 100 * (1 / 11)), 20 * (10000000 * exp (ln 100 * (1 / 11))));
   (10000000 * exp (ln 100 * (2 / 11)), 20 * (10000000 * exp (ln 100 * (2 / 11))));
   (10000000 * exp (ln 100 * (3 / 11)), 20 * (10000000 * exp (ln 100 * (3 / 11))));
   (10000000 * exp (ln 100 * (4 / 11)), 20 * (10000000 * exp (ln 100 * (4 / 11))));
   (10000000 * exp (ln 100 * (5 / 11)), 20 * (10000000 * exp (ln 100 * (5 / 11))));
   (10000000 * exp (ln 100 * (6 / 11)), 20 * (10000000 * exp (ln 100 * (6 / 11))));
   (10000000 * exp (ln 100 * (7 / 11)), 20 * (10000000 * exp (ln 100 * (7 / 11))));
   (10000000 * exp (ln 100 * (8 / 11)), 20 * (10000000 * exp (ln 100 * (8 / 11))));
   (10000000 * exp (ln 100 * (9 / 11)), 20 * (10000000 * exp (ln 100 * (9 / 11))));
   (10000000 * exp (ln 100 * (10 / 11)), 20 * (10000000 * exp (ln 100 * (10 / 11))));
   (1000000000, 20000000000)].

Definition kaplan_12_on_20_N_c (run : R * R) : R :=
  Printed.kaplan_d_N_c 88000000000000 54000000000000 0.076 0.095 (fst run) (snd run).

Definition kaplan_12_on_20_D_c (run : R * R) : R :=
  Printed.kaplan_d_D_c 88000000000000 54000000000000 0.076 0.095 (fst run) (snd run).

Theorem kaplan_12_on_20_gram_11 :
  3.4984779772535115e-29 <= dot kaplan_12_on_20 kaplan_12_on_20_N_c kaplan_12_on_20_N_c <= 3.4984779772535116e-29.
Proof. unfold kaplan_12_on_20, kaplan_12_on_20_N_c, Printed.kaplan_d_N_c, kaplan_12_on_20_D_c, Printed.kaplan_d_D_c; enclose 86%positive. Qed.

Theorem kaplan_12_on_20_gram_12 :
  3.5689433530934745e-29 <= dot kaplan_12_on_20 kaplan_12_on_20_N_c kaplan_12_on_20_D_c <= 3.5689433530934746e-29.
Proof. unfold kaplan_12_on_20, kaplan_12_on_20_N_c, Printed.kaplan_d_N_c, kaplan_12_on_20_D_c, Printed.kaplan_d_D_c; enclose 86%positive. Qed.

Theorem kaplan_12_on_20_gram_22 :
  3.9308094034562673e-29 <= dot kaplan_12_on_20 kaplan_12_on_20_D_c kaplan_12_on_20_D_c <= 3.9308094034562674e-29.
Proof. unfold kaplan_12_on_20, kaplan_12_on_20_N_c, Printed.kaplan_d_N_c, kaplan_12_on_20_D_c, Printed.kaplan_d_D_c; enclose 86%positive. Qed.

Theorem kaplan_12_on_20_kappa :
  52.3866934223 <= pair_kappa kaplan_12_on_20 kaplan_12_on_20_N_c kaplan_12_on_20_D_c <= 52.3866934224.
Proof. from_gram 142%positive kaplan_12_on_20_gram_11 kaplan_12_on_20_gram_12 kaplan_12_on_20_gram_22. Qed.

Theorem kaplan_12_on_20_kappa_eq :
  52.2023858447 <= kappa_eq (dot kaplan_12_on_20 kaplan_12_on_20_N_c kaplan_12_on_20_N_c) (dot kaplan_12_on_20 kaplan_12_on_20_N_c kaplan_12_on_20_D_c) (dot kaplan_12_on_20 kaplan_12_on_20_D_c kaplan_12_on_20_D_c) <= 52.2023858448.
Proof. from_gram 142%positive kaplan_12_on_20_gram_11 kaplan_12_on_20_gram_12 kaplan_12_on_20_gram_22. Qed.

Theorem kaplan_12_on_20_lambda_min :
  1.39159908667e-30 <= lam_minus (dot kaplan_12_on_20 kaplan_12_on_20_N_c kaplan_12_on_20_N_c) (dot kaplan_12_on_20 kaplan_12_on_20_N_c kaplan_12_on_20_D_c) (dot kaplan_12_on_20 kaplan_12_on_20_D_c kaplan_12_on_20_D_c) <= 1.39159908668e-30.
Proof. from_gram 142%positive kaplan_12_on_20_gram_11 kaplan_12_on_20_gram_12 kaplan_12_on_20_gram_22. Qed.

