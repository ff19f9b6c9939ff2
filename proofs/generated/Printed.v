(** Every law as the program evaluates it, with the derivatives that it takes: what
    `offray law --rocq` prints. Program.v proves these to be the laws of Laws.v and
    their derivatives.

    name                  ==  meaning
    LAW                   ==  the loss, operation by operation as it is computed
    LAW_d_PARAMETER       ==  its partial derivative
    LAW_gap               ==  the exponent gap that acts
    LAW_ray_exponent      ==  the exponent on k = D/N
    LAW_psi               ==  the one combination of the scales that a ray identifies
    LAW_twin_PARAMETER    ==  the other parameters with the same loss on the ray          *)

From Coq Require Import Reals.
Local Open Scope R_scope.

(** Chinchilla: L(N, D) = E + A N^−α + B D^−β

    Hoffmann et al. 2022, arXiv 2203.15556. Domain: N, D > 0.
    Printed by: offray law chinchilla --rocq *)

Definition chinchilla (E A B alpha beta N D : R) : R :=
  E + A * Rpower N (- alpha) + B * Rpower D (- beta).

Definition chinchilla_d_E (E A B alpha beta N D : R) : R :=
  1.

Definition chinchilla_d_A (E A B alpha beta N D : R) : R :=
  1 / Rpower N alpha.

Definition chinchilla_d_B (E A B alpha beta N D : R) : R :=
  1 / Rpower D beta.

Definition chinchilla_d_alpha (E A B alpha beta N D : R) : R :=
  - (A * ln N / Rpower N alpha).

Definition chinchilla_d_beta (E A B alpha beta N D : R) : R :=
  - (B * ln D / Rpower D beta).

Definition chinchilla_gap (E A B alpha beta : R) : R :=
  alpha - beta.

Definition chinchilla_ray_exponent (E A B alpha beta : R) : R :=
  beta.

Definition chinchilla_psi (E A B alpha beta k : R) : R :=
  A + B * Rpower k (- alpha).

Definition chinchilla_twin_E (E A B alpha beta k : R) : R :=
  E.

Definition chinchilla_twin_A (E A B alpha beta k : R) : R :=
  B / Rpower k beta.

Definition chinchilla_twin_B (E A B alpha beta k : R) : R :=
  A * Rpower k alpha.

Definition chinchilla_twin_alpha (E A B alpha beta k : R) : R :=
  beta.

Definition chinchilla_twin_beta (E A B alpha beta k : R) : R :=
  alpha.

(** Repeated data: L(N, D, U) = E + A N'^−α + B D'^−β

    Muennighoff et al. 2023, arXiv 2305.16264. Domain: N, D, U, A, B, α, β, R_N*, R_D* > 0; kinks at D = U and N = N_opt(U_D).
    Printed by: offray law repeated --rocq *)

Definition repeated (E A B alpha beta R_N_star R_D_star N D U : R) : R :=
  let t1 := Rpower (alpha * A / (beta * B)) (1 / (alpha + beta)) in
  let t2 := Rmin N (t1 * Rpower (Rmin D U * t1) (beta / alpha)) in
  E + A * Rpower (t2 * (1 + R_N_star * (1 - exp (- ((N / t2 - 1) / R_N_star))))) (- alpha) + B * Rpower (Rmin D U * (1 + R_D_star * (1 - exp (- ((D / Rmin D U - 1) / R_D_star))))) (- beta).

Definition repeated_d_E (E A B alpha beta R_N_star R_D_star N D U : R) : R :=
  1.

Definition repeated_d_A (E A B alpha beta R_N_star R_D_star N D U : R) : R :=
  let t1 := Rpower (alpha * A / (beta * B)) (1 / (alpha + beta)) in
  let t2 := t1 * Rpower (Rmin D U * t1) (beta / alpha) in
  let t3 := Rmin N t2 in
  let t4 := exp (- ((N / t3 - 1) / R_N_star)) in
  let t5 := 1 + R_N_star * (1 - t4) in
  let t6 := t3 * t5 in
  (1 - alpha * A * (t5 - N * t4 / t3) * (if Rle_dec N t2 then 0 else t2 * (1 + beta / alpha) / (A * (alpha + beta))) / t6) / Rpower t6 alpha.

Definition repeated_d_B (E A B alpha beta R_N_star R_D_star N D U : R) : R :=
  let t1 := Rpower (alpha * A / (beta * B)) (1 / (alpha + beta)) in
  let t2 := t1 * Rpower (Rmin D U * t1) (beta / alpha) in
  let t3 := Rmin N t2 in
  let t4 := exp (- ((N / t3 - 1) / R_N_star)) in
  let t5 := 1 + R_N_star * (1 - t4) in
  1 / Rpower (Rmin D U * (1 + R_D_star * (1 - exp (- ((D / Rmin D U - 1) / R_D_star))))) beta - alpha * A * (t5 - N * t4 / t3) * (if Rle_dec N t2 then 0 else - (t2 * (1 + beta / alpha) / (B * (alpha + beta)))) / (Rpower (t3 * t5) alpha * t3 * t5).

Definition repeated_d_alpha (E A B alpha beta R_N_star R_D_star N D U : R) : R :=
  let t1 := alpha * A / (beta * B) in
  let t2 := Rpower t1 (1 / (alpha + beta)) in
  let t3 := Rmin D U * t2 in
  let t4 := t2 * Rpower t3 (beta / alpha) in
  let t5 := Rmin N t4 in
  let t6 := exp (- ((N / t5 - 1) / R_N_star)) in
  let t7 := 1 + R_N_star * (1 - t6) in
  let t8 := 1 / (alpha * (alpha + beta)) - ln t1 / (alpha + beta) ^ 2 in
  let t9 := t5 * t7 in
  - (A * (alpha * (t7 - N * t6 / t5) * (if Rle_dec N t4 then 0 else t4 * (t8 + beta * (t8 / alpha - ln t3 / alpha ^ 2))) / t9 + ln t9) / Rpower t9 alpha).

Definition repeated_d_beta (E A B alpha beta R_N_star R_D_star N D U : R) : R :=
  let t1 := alpha * A / (beta * B) in
  let t2 := Rpower t1 (1 / (alpha + beta)) in
  let t3 := Rmin D U * t2 in
  let t4 := t2 * Rpower t3 (beta / alpha) in
  let t5 := Rmin N t4 in
  let t6 := exp (- ((N / t5 - 1) / R_N_star)) in
  let t7 := 1 + R_N_star * (1 - t6) in
  let t8 := 1 / (beta * (alpha + beta)) + ln t1 / (alpha + beta) ^ 2 in
  let t9 := Rmin D U * (1 + R_D_star * (1 - exp (- ((D / Rmin D U - 1) / R_D_star)))) in
  - (alpha * A * (t7 - N * t6 / t5) * (if Rle_dec N t4 then 0 else t4 * ((ln t3 - beta * t8) / alpha - t8)) / (Rpower (t5 * t7) alpha * t5 * t7) + B * ln t9 / Rpower t9 beta).

Definition repeated_d_R_N_star (E A B alpha beta R_N_star R_D_star N D U : R) : R :=
  let t1 := Rpower (alpha * A / (beta * B)) (1 / (alpha + beta)) in
  let t2 := Rmin N (t1 * Rpower (Rmin D U * t1) (beta / alpha)) in
  let t3 := N / t2 - 1 in
  let t4 := exp (- (t3 / R_N_star)) in
  let t5 := 1 - t4 in
  let t6 := 1 + R_N_star * t5 in
  - (alpha * A * (t5 - t3 * t4 / R_N_star) / (Rpower (t2 * t6) alpha * t6)).

Definition repeated_d_R_D_star (E A B alpha beta R_N_star R_D_star N D U : R) : R :=
  - (beta * B * (1 - exp (- ((D / Rmin D U - 1) / R_D_star)) - (D / Rmin D U - 1) * exp (- ((D / Rmin D U - 1) / R_D_star)) / R_D_star) / (Rpower (Rmin D U * (1 + R_D_star * (1 - exp (- ((D / Rmin D U - 1) / R_D_star))))) beta * (1 + R_D_star * (1 - exp (- ((D / Rmin D U - 1) / R_D_star)))))).

Definition repeated_gap (E A B alpha beta R_N_star R_D_star : R) : R :=
  alpha - beta.

Definition repeated_ray_exponent (E A B alpha beta R_N_star R_D_star : R) : R :=
  beta.

Definition repeated_psi (E A B alpha beta R_N_star R_D_star k : R) : R :=
  A + B * Rpower k (- alpha).

(** Repeated data: L(N, D, U) = E + A N'^−α + B D'^−β

    Muennighoff et al. 2023, arXiv 2305.16264. Domain: N, D, U, A, B, α, β, R_N*, R_D* > 0; kinks at D = U and N = N_opt(U_D).
    Printed by: offray law repeated:frozen=521,1488,0.353,0.353 --rocq *)

Definition repeated_frozen (E A B alpha beta R_N_star R_D_star N D U : R) : R :=
  E + A * Rpower (Rmin N (Rpower (521 / 1488) (500 / 353) * Rpower (Rmin D U * Rpower (521 / 1488) (500 / 353)) 1) * (1 + R_N_star * (1 - exp (- ((N / Rmin N (Rpower (521 / 1488) (500 / 353) * Rpower (Rmin D U * Rpower (521 / 1488) (500 / 353)) 1) - 1) / R_N_star))))) (- alpha) + B * Rpower (Rmin D U * (1 + R_D_star * (1 - exp (- ((D / Rmin D U - 1) / R_D_star))))) (- beta).

Definition repeated_frozen_d_E (E A B alpha beta R_N_star R_D_star N D U : R) : R :=
  1.

Definition repeated_frozen_d_A (E A B alpha beta R_N_star R_D_star N D U : R) : R :=
  1 / Rpower (Rmin N (Rpower (521 / 1488) (1000 / 353) * Rmin D U) * (1 + R_N_star * (1 - exp (- ((N / Rmin N (Rpower (521 / 1488) (1000 / 353) * Rmin D U) - 1) / R_N_star))))) alpha.

Definition repeated_frozen_d_B (E A B alpha beta R_N_star R_D_star N D U : R) : R :=
  1 / Rpower (Rmin D U * (1 + R_D_star * (1 - exp (- ((D / Rmin D U - 1) / R_D_star))))) beta.

Definition repeated_frozen_d_alpha (E A B alpha beta R_N_star R_D_star N D U : R) : R :=
  - (A * ln (Rmin N (Rpower (521 / 1488) (1000 / 353) * Rmin D U) * (1 + R_N_star * (1 - exp (- ((N / Rmin N (Rpower (521 / 1488) (1000 / 353) * Rmin D U) - 1) / R_N_star))))) / Rpower (Rmin N (Rpower (521 / 1488) (1000 / 353) * Rmin D U) * (1 + R_N_star * (1 - exp (- ((N / Rmin N (Rpower (521 / 1488) (1000 / 353) * Rmin D U) - 1) / R_N_star))))) alpha).

Definition repeated_frozen_d_beta (E A B alpha beta R_N_star R_D_star N D U : R) : R :=
  - (B * ln (Rmin D U * (1 + R_D_star * (1 - exp (- ((D / Rmin D U - 1) / R_D_star))))) / Rpower (Rmin D U * (1 + R_D_star * (1 - exp (- ((D / Rmin D U - 1) / R_D_star))))) beta).

Definition repeated_frozen_d_R_N_star (E A B alpha beta R_N_star R_D_star N D U : R) : R :=
  - (alpha * A * (1 - exp (- ((N / Rmin N (Rpower (521 / 1488) (1000 / 353) * Rmin D U) - 1) / R_N_star)) - (N / Rmin N (Rpower (521 / 1488) (1000 / 353) * Rmin D U) - 1) * exp (- ((N / Rmin N (Rpower (521 / 1488) (1000 / 353) * Rmin D U) - 1) / R_N_star)) / R_N_star) / (Rpower (Rmin N (Rpower (521 / 1488) (1000 / 353) * Rmin D U) * (1 + R_N_star * (1 - exp (- ((N / Rmin N (Rpower (521 / 1488) (1000 / 353) * Rmin D U) - 1) / R_N_star))))) alpha * (1 + R_N_star * (1 - exp (- ((N / Rmin N (Rpower (521 / 1488) (1000 / 353) * Rmin D U) - 1) / R_N_star)))))).

Definition repeated_frozen_d_R_D_star (E A B alpha beta R_N_star R_D_star N D U : R) : R :=
  - (beta * B * (1 - exp (- ((D / Rmin D U - 1) / R_D_star)) - (D / Rmin D U - 1) * exp (- ((D / Rmin D U - 1) / R_D_star)) / R_D_star) / (Rpower (Rmin D U * (1 + R_D_star * (1 - exp (- ((D / Rmin D U - 1) / R_D_star))))) beta * (1 + R_D_star * (1 - exp (- ((D / Rmin D U - 1) / R_D_star)))))).

Definition repeated_frozen_gap (E A B alpha beta R_N_star R_D_star : R) : R :=
  alpha - beta.

Definition repeated_frozen_ray_exponent (E A B alpha beta R_N_star R_D_star : R) : R :=
  beta.

Definition repeated_frozen_psi (E A B alpha beta R_N_star R_D_star k : R) : R :=
  A + B * Rpower k (- alpha).

Definition repeated_frozen_twin_E (E A B alpha beta R_N_star R_D_star k : R) : R :=
  E.

Definition repeated_frozen_twin_A (E A B alpha beta R_N_star R_D_star k : R) : R :=
  B / Rpower k beta.

Definition repeated_frozen_twin_B (E A B alpha beta R_N_star R_D_star k : R) : R :=
  A * Rpower k alpha.

Definition repeated_frozen_twin_alpha (E A B alpha beta R_N_star R_D_star k : R) : R :=
  beta.

Definition repeated_frozen_twin_beta (E A B alpha beta R_N_star R_D_star k : R) : R :=
  alpha.

Definition repeated_frozen_twin_R_N_star (E A B alpha beta R_N_star R_D_star k : R) : R :=
  R_N_star.

Definition repeated_frozen_twin_R_D_star (E A B alpha beta R_N_star R_D_star k : R) : R :=
  R_D_star.

(** Kaplan: L(N, D) = [(N_c/N)^(α_N/α_D) + D_c/D]^α_D

    Kaplan et al. 2020, arXiv 2001.08361, eq. 1.5. Domain: N, D, N_c, D_c > 0, α_D ≠ 0.
    Printed by: offray law kaplan --rocq *)

Definition kaplan (N_c D_c alpha_N alpha_D N D : R) : R :=
  Rpower (Rpower (N_c / N) (alpha_N / alpha_D) + D_c / D) alpha_D.

Definition kaplan_d_N_c (N_c D_c alpha_N alpha_D N D : R) : R :=
  alpha_N * Rpower (N_c / N) (alpha_N / alpha_D) * Rpower (Rpower (N_c / N) (alpha_N / alpha_D) + D_c / D) (alpha_D - 1) / N_c.

Definition kaplan_d_D_c (N_c D_c alpha_N alpha_D N D : R) : R :=
  alpha_D * Rpower (Rpower (N_c / N) (alpha_N / alpha_D) + D_c / D) (alpha_D - 1) / D.

Definition kaplan_d_alpha_N (N_c D_c alpha_N alpha_D N D : R) : R :=
  Rpower (N_c / N) (alpha_N / alpha_D) * Rpower (Rpower (N_c / N) (alpha_N / alpha_D) + D_c / D) (alpha_D - 1) * ln (N_c / N).

Definition kaplan_d_alpha_D (N_c D_c alpha_N alpha_D N D : R) : R :=
  Rpower (Rpower (N_c / N) (alpha_N / alpha_D) + D_c / D) alpha_D * ln (Rpower (N_c / N) (alpha_N / alpha_D) + D_c / D) - alpha_N * Rpower (N_c / N) (alpha_N / alpha_D) * Rpower (Rpower (N_c / N) (alpha_N / alpha_D) + D_c / D) (alpha_D - 1) * ln (N_c / N) / alpha_D.

Definition kaplan_gap (N_c D_c alpha_N alpha_D : R) : R :=
  alpha_N / alpha_D - 1.

Definition kaplan_ray_exponent (N_c D_c alpha_N alpha_D : R) : R :=
  1.

Definition kaplan_psi (N_c D_c alpha_N alpha_D k : R) : R :=
  N_c + D_c / k.

(** Droppo–Elibol: L(N, D) = [L_∞^(1/α) + (N_C/N)^(α_N/α) + (D_C/D)^(α_D/α)]^α

    Droppo & Elibol 2021, arXiv 2106.09488. Domain: N, D, L_∞, N_C, D_C > 0, α ≠ 0.
    Printed by: offray law droppo-elibol --rocq *)

Definition droppo_elibol (L_inf N_C D_C alpha_N alpha_D alpha N D : R) : R :=
  Rpower (Rpower L_inf (1 / alpha) + Rpower (N_C / N) (alpha_N / alpha) + Rpower (D_C / D) (alpha_D / alpha)) alpha.

Definition droppo_elibol_d_L_inf (L_inf N_C D_C alpha_N alpha_D alpha N D : R) : R :=
  Rpower L_inf (1 / alpha - 1) * Rpower (Rpower L_inf (1 / alpha) + Rpower (N_C / N) (alpha_N / alpha) + Rpower (D_C / D) (alpha_D / alpha)) (alpha - 1).

Definition droppo_elibol_d_N_C (L_inf N_C D_C alpha_N alpha_D alpha N D : R) : R :=
  alpha_N * Rpower (N_C / N) (alpha_N / alpha) * Rpower (Rpower L_inf (1 / alpha) + Rpower (N_C / N) (alpha_N / alpha) + Rpower (D_C / D) (alpha_D / alpha)) (alpha - 1) / N_C.

Definition droppo_elibol_d_D_C (L_inf N_C D_C alpha_N alpha_D alpha N D : R) : R :=
  alpha_D * Rpower (D_C / D) (alpha_D / alpha) * Rpower (Rpower L_inf (1 / alpha) + Rpower (N_C / N) (alpha_N / alpha) + Rpower (D_C / D) (alpha_D / alpha)) (alpha - 1) / D_C.

Definition droppo_elibol_d_alpha_N (L_inf N_C D_C alpha_N alpha_D alpha N D : R) : R :=
  Rpower (N_C / N) (alpha_N / alpha) * Rpower (Rpower L_inf (1 / alpha) + Rpower (N_C / N) (alpha_N / alpha) + Rpower (D_C / D) (alpha_D / alpha)) (alpha - 1) * ln (N_C / N).

Definition droppo_elibol_d_alpha_D (L_inf N_C D_C alpha_N alpha_D alpha N D : R) : R :=
  Rpower (D_C / D) (alpha_D / alpha) * Rpower (Rpower L_inf (1 / alpha) + Rpower (N_C / N) (alpha_N / alpha) + Rpower (D_C / D) (alpha_D / alpha)) (alpha - 1) * ln (D_C / D).

Definition droppo_elibol_d_alpha (L_inf N_C D_C alpha_N alpha_D alpha N D : R) : R :=
  Rpower (Rpower L_inf (1 / alpha) + Rpower (N_C / N) (alpha_N / alpha) + Rpower (D_C / D) (alpha_D / alpha)) alpha * ln (Rpower L_inf (1 / alpha) + Rpower (N_C / N) (alpha_N / alpha) + Rpower (D_C / D) (alpha_D / alpha)) - (Rpower L_inf (1 / alpha) * ln L_inf + alpha_N * Rpower (N_C / N) (alpha_N / alpha) * ln (N_C / N) + alpha_D * Rpower (D_C / D) (alpha_D / alpha) * ln (D_C / D)) * Rpower (Rpower L_inf (1 / alpha) + Rpower (N_C / N) (alpha_N / alpha) + Rpower (D_C / D) (alpha_D / alpha)) (alpha - 1) / alpha.

Definition droppo_elibol_gap (L_inf N_C D_C alpha_N alpha_D alpha : R) : R :=
  (alpha_N - alpha_D) / alpha.

Definition droppo_elibol_ray_exponent (L_inf N_C D_C alpha_N alpha_D alpha : R) : R :=
  alpha_D / alpha.

Definition droppo_elibol_psi (L_inf N_C D_C alpha_N alpha_D alpha k : R) : R :=
  Rpower N_C (alpha_N / alpha) + Rpower (D_C / k) (alpha_N / alpha).

Definition droppo_elibol_twin_L_inf (L_inf N_C D_C alpha_N alpha_D alpha k : R) : R :=
  L_inf.

Definition droppo_elibol_twin_N_C (L_inf N_C D_C alpha_N alpha_D alpha k : R) : R :=
  D_C / k.

Definition droppo_elibol_twin_D_C (L_inf N_C D_C alpha_N alpha_D alpha k : R) : R :=
  k * N_C.

Definition droppo_elibol_twin_alpha_N (L_inf N_C D_C alpha_N alpha_D alpha k : R) : R :=
  alpha_D.

Definition droppo_elibol_twin_alpha_D (L_inf N_C D_C alpha_N alpha_D alpha k : R) : R :=
  alpha_N.

Definition droppo_elibol_twin_alpha (L_inf N_C D_C alpha_N alpha_D alpha k : R) : R :=
  alpha.

(** Interaction: L(N, D) = E + A N^−α + B D^−β + F N^−γ_N D^−γ_D

    arXiv 2605.08541, appendix B.16. Domain: N, D > 0; on one ray only γ_N + γ_D and F k^−γ_D enter.
    Printed by: offray law interaction --rocq *)

Definition interaction (E A B F alpha beta gamma_N gamma_D N D : R) : R :=
  E + A * Rpower N (- alpha) + B * Rpower D (- beta) + F * Rpower N (- gamma_N) * Rpower D (- gamma_D).

Definition interaction_d_E (E A B F alpha beta gamma_N gamma_D N D : R) : R :=
  1.

Definition interaction_d_A (E A B F alpha beta gamma_N gamma_D N D : R) : R :=
  1 / Rpower N alpha.

Definition interaction_d_B (E A B F alpha beta gamma_N gamma_D N D : R) : R :=
  1 / Rpower D beta.

Definition interaction_d_F (E A B F alpha beta gamma_N gamma_D N D : R) : R :=
  1 / (Rpower N gamma_N * Rpower D gamma_D).

Definition interaction_d_alpha (E A B F alpha beta gamma_N gamma_D N D : R) : R :=
  - (A * ln N / Rpower N alpha).

Definition interaction_d_beta (E A B F alpha beta gamma_N gamma_D N D : R) : R :=
  - (B * ln D / Rpower D beta).

Definition interaction_d_gamma_N (E A B F alpha beta gamma_N gamma_D N D : R) : R :=
  - (F * ln N / (Rpower N gamma_N * Rpower D gamma_D)).

Definition interaction_d_gamma_D (E A B F alpha beta gamma_N gamma_D N D : R) : R :=
  - (F * ln D / (Rpower D gamma_D * Rpower N gamma_N)).

Definition interaction_gap (E A B F alpha beta gamma_N gamma_D : R) : R :=
  alpha - beta.

Definition interaction_gap_2 (E A B F alpha beta gamma_N gamma_D : R) : R :=
  alpha - gamma_N - gamma_D.

Definition interaction_gap_3 (E A B F alpha beta gamma_N gamma_D : R) : R :=
  beta - gamma_N - gamma_D.

Definition interaction_ray_exponent (E A B F alpha beta gamma_N gamma_D : R) : R :=
  beta.

Definition interaction_psi (E A B F alpha beta gamma_N gamma_D k : R) : R :=
  A + B * Rpower k (- alpha) + F * Rpower k (- gamma_D).

Definition interaction_twin_E (E A B F alpha beta gamma_N gamma_D k : R) : R :=
  E.

Definition interaction_twin_A (E A B F alpha beta gamma_N gamma_D k : R) : R :=
  A.

Definition interaction_twin_B (E A B F alpha beta gamma_N gamma_D k : R) : R :=
  F * Rpower k gamma_N.

Definition interaction_twin_F (E A B F alpha beta gamma_N gamma_D k : R) : R :=
  B * Rpower k (gamma_D - beta).

Definition interaction_twin_alpha (E A B F alpha beta gamma_N gamma_D k : R) : R :=
  alpha.

Definition interaction_twin_beta (E A B F alpha beta gamma_N gamma_D k : R) : R :=
  gamma_N + gamma_D.

Definition interaction_twin_gamma_N (E A B F alpha beta gamma_N gamma_D k : R) : R :=
  beta - gamma_D.

Definition interaction_twin_gamma_D (E A B F alpha beta gamma_N gamma_D k : R) : R :=
  gamma_D.

Definition interaction_twin_2_E (E A B F alpha beta gamma_N gamma_D k : R) : R :=
  E.

Definition interaction_twin_2_A (E A B F alpha beta gamma_N gamma_D k : R) : R :=
  B / Rpower k beta.

Definition interaction_twin_2_B (E A B F alpha beta gamma_N gamma_D k : R) : R :=
  A * Rpower k alpha.

Definition interaction_twin_2_F (E A B F alpha beta gamma_N gamma_D k : R) : R :=
  F.

Definition interaction_twin_2_alpha (E A B F alpha beta gamma_N gamma_D k : R) : R :=
  beta.

Definition interaction_twin_2_beta (E A B F alpha beta gamma_N gamma_D k : R) : R :=
  alpha.

Definition interaction_twin_2_gamma_N (E A B F alpha beta gamma_N gamma_D k : R) : R :=
  gamma_N.

Definition interaction_twin_2_gamma_D (E A B F alpha beta gamma_N gamma_D k : R) : R :=
  gamma_D.

Definition interaction_twin_3_E (E A B F alpha beta gamma_N gamma_D k : R) : R :=
  E.

Definition interaction_twin_3_A (E A B F alpha beta gamma_N gamma_D k : R) : R :=
  B / Rpower k beta.

Definition interaction_twin_3_B (E A B F alpha beta gamma_N gamma_D k : R) : R :=
  F * Rpower k gamma_N.

Definition interaction_twin_3_F (E A B F alpha beta gamma_N gamma_D k : R) : R :=
  A * Rpower k gamma_D.

Definition interaction_twin_3_alpha (E A B F alpha beta gamma_N gamma_D k : R) : R :=
  beta.

Definition interaction_twin_3_beta (E A B F alpha beta gamma_N gamma_D k : R) : R :=
  gamma_N + gamma_D.

Definition interaction_twin_3_gamma_N (E A B F alpha beta gamma_N gamma_D k : R) : R :=
  alpha - gamma_D.

Definition interaction_twin_3_gamma_D (E A B F alpha beta gamma_N gamma_D k : R) : R :=
  gamma_D.

Definition interaction_twin_4_E (E A B F alpha beta gamma_N gamma_D k : R) : R :=
  E.

Definition interaction_twin_4_A (E A B F alpha beta gamma_N gamma_D k : R) : R :=
  F / Rpower k gamma_D.

Definition interaction_twin_4_B (E A B F alpha beta gamma_N gamma_D k : R) : R :=
  A * Rpower k alpha.

Definition interaction_twin_4_F (E A B F alpha beta gamma_N gamma_D k : R) : R :=
  B * Rpower k (gamma_D - beta).

Definition interaction_twin_4_alpha (E A B F alpha beta gamma_N gamma_D k : R) : R :=
  gamma_N + gamma_D.

Definition interaction_twin_4_beta (E A B F alpha beta gamma_N gamma_D k : R) : R :=
  alpha.

Definition interaction_twin_4_gamma_N (E A B F alpha beta gamma_N gamma_D k : R) : R :=
  beta - gamma_D.

Definition interaction_twin_4_gamma_D (E A B F alpha beta gamma_N gamma_D k : R) : R :=
  gamma_D.

Definition interaction_twin_5_E (E A B F alpha beta gamma_N gamma_D k : R) : R :=
  E.

Definition interaction_twin_5_A (E A B F alpha beta gamma_N gamma_D k : R) : R :=
  F / Rpower k gamma_D.

Definition interaction_twin_5_B (E A B F alpha beta gamma_N gamma_D k : R) : R :=
  B.

Definition interaction_twin_5_F (E A B F alpha beta gamma_N gamma_D k : R) : R :=
  A * Rpower k gamma_D.

Definition interaction_twin_5_alpha (E A B F alpha beta gamma_N gamma_D k : R) : R :=
  gamma_N + gamma_D.

Definition interaction_twin_5_beta (E A B F alpha beta gamma_N gamma_D k : R) : R :=
  beta.

Definition interaction_twin_5_gamma_N (E A B F alpha beta gamma_N gamma_D k : R) : R :=
  alpha - gamma_D.

Definition interaction_twin_5_gamma_D (E A B F alpha beta gamma_N gamma_D k : R) : R :=
  gamma_D.

(** Chinchilla on one ray: L(N) = E + ψ N^−α,  ψ = A + B k^−α

    arXiv 2605.08541, Definition 2. Domain: N > 0, one ray D = kN, α = β.
    Printed by: offray law chinchilla-reduced --rocq *)

Definition chinchilla_reduced (E psi alpha N : R) : R :=
  E + psi * Rpower N (- alpha).

Definition chinchilla_reduced_d_E (E psi alpha N : R) : R :=
  1.

Definition chinchilla_reduced_d_psi (E psi alpha N : R) : R :=
  1 / Rpower N alpha.

Definition chinchilla_reduced_d_alpha (E psi alpha N : R) : R :=
  - (psi * ln N / Rpower N alpha).

Definition chinchilla_reduced_ray_exponent (E psi alpha : R) : R :=
  alpha.

(** Repeated data on one ray: L(N') = E + ψ N'^−α,  ψ = A + B k'^−α

    arXiv 2605.08541, Definition 2. Domain: N > 0, one ray D' = k'N', α = β, nothing repeated (N' = N).
    Printed by: offray law repeated-reduced --rocq *)

Definition repeated_reduced (E psi alpha N : R) : R :=
  E + psi * Rpower N (- alpha).

Definition repeated_reduced_d_E (E psi alpha N : R) : R :=
  1.

Definition repeated_reduced_d_psi (E psi alpha N : R) : R :=
  1 / Rpower N alpha.

Definition repeated_reduced_d_alpha (E psi alpha N : R) : R :=
  - (psi * ln N / Rpower N alpha).

Definition repeated_reduced_ray_exponent (E psi alpha : R) : R :=
  alpha.

(** Kaplan on one ray: L(N) = (ψ/N)^α_D,  ψ = N_c + D_c/k

    arXiv 2605.08541, Definition 2. Domain: N, ψ > 0, one ray D = kN, α_N = α_D.
    Printed by: offray law kaplan-reduced --rocq *)

Definition kaplan_reduced (psi alpha_D N : R) : R :=
  Rpower (psi / N) alpha_D.

Definition kaplan_reduced_d_psi (psi alpha_D N : R) : R :=
  alpha_D * Rpower (psi / N) alpha_D / psi.

Definition kaplan_reduced_d_alpha_D (psi alpha_D N : R) : R :=
  Rpower (psi / N) alpha_D * ln (psi / N).

Definition kaplan_reduced_ray_exponent (psi alpha_D : R) : R :=
  1.

(** Droppo–Elibol on one ray: L(N) = [L_∞^(1/α) + ψ N^−γ]^α,  ψ = N_C^γ + (D_C/k)^γ

    arXiv 2605.08541, Definition 2. Domain: N, L_∞, ψ > 0, α ≠ 0, one ray D = kN, γ_N = γ_D.
    Printed by: offray law droppo-elibol-reduced --rocq *)

Definition droppo_elibol_reduced (L_inf psi gamma alpha N : R) : R :=
  Rpower (Rpower L_inf (1 / alpha) + psi * Rpower N (- gamma)) alpha.

Definition droppo_elibol_reduced_d_L_inf (L_inf psi gamma alpha N : R) : R :=
  Rpower L_inf (1 / alpha - 1) * Rpower (Rpower L_inf (1 / alpha) + psi / Rpower N gamma) (alpha - 1).

Definition droppo_elibol_reduced_d_psi (L_inf psi gamma alpha N : R) : R :=
  alpha * Rpower (Rpower L_inf (1 / alpha) + psi / Rpower N gamma) (alpha - 1) / Rpower N gamma.

Definition droppo_elibol_reduced_d_gamma (L_inf psi gamma alpha N : R) : R :=
  - (psi * alpha * Rpower (Rpower L_inf (1 / alpha) + psi / Rpower N gamma) (alpha - 1) * ln N / Rpower N gamma).

Definition droppo_elibol_reduced_d_alpha (L_inf psi gamma alpha N : R) : R :=
  Rpower (Rpower L_inf (1 / alpha) + psi / Rpower N gamma) alpha * ln (Rpower L_inf (1 / alpha) + psi / Rpower N gamma) - Rpower L_inf (1 / alpha) * Rpower (Rpower L_inf (1 / alpha) + psi / Rpower N gamma) (alpha - 1) * ln L_inf / alpha.

Definition droppo_elibol_reduced_ray_exponent (L_inf psi gamma alpha : R) : R :=
  gamma.

(** Interaction on one ray: L(N) = E + ψ N^−α,  ψ = A + B k^−α + F k^−γ_D

    arXiv 2605.08541, Definition 2. Domain: N > 0, one ray D = kN, α = β = γ_N + γ_D.
    Printed by: offray law interaction-reduced --rocq *)

Definition interaction_reduced (E psi alpha N : R) : R :=
  E + psi * Rpower N (- alpha).

Definition interaction_reduced_d_E (E psi alpha N : R) : R :=
  1.

Definition interaction_reduced_d_psi (E psi alpha N : R) : R :=
  1 / Rpower N alpha.

Definition interaction_reduced_d_alpha (E psi alpha N : R) : R :=
  - (psi * ln N / Rpower N alpha).

Definition interaction_reduced_ray_exponent (E psi alpha : R) : R :=
  alpha.

