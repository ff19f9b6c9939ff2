(** D2 in numbers: what the program prints, each value between decimals that differ
    by one in the last digit.
    Printed by: offray verify D2 --rocq DIR

    name                                 == meaning
    cerebras_gpt_alpha                   == L = E + ψ N^−α on the seven runs of Cerebras-GPT (Dey et al. 2023, arXiv 2304.03208)
    cerebras_gpt_alpha_loss, _slope      == L and ∂L/∂α at a run
    cerebras_gpt_alpha_optimum           == its least-squares α, with E = 0.4534, ψ = 26.22 held
*)

From Coq Require Import Reals List Lra.
From Interval Require Import Tactic.
From Offray Require Import Sums Gram Parallel Taylor Jacobian Coverage Program Certificate.
From Offray.generated Require Printed.
Import ListNotations.
Open Scope R_scope.

(** L = E + ψ N^−α on the seven runs of Cerebras-GPT (Dey et al. 2023, arXiv 2304.03208). *)
Definition cerebras_gpt_alpha : list (R * R * R) :=
  [(111000000, 2220933120, 2.608);
   (256000000, 5119082496, 2.349);
   (590000000, 11806113792, 2.181);
   (1300000000, 26313424896, 1.997);
   (2700000000, 53030191104, 1.834);
   (6700000000, 133166858240, 1.704);
   (13000000000, 257067417600, 1.572)].

Definition cerebras_gpt_alpha_loss (x : R) (run : R * R * R) : R :=
  Printed.chinchilla_reduced 0.4534 26.22 x (fst (fst run)).

Definition cerebras_gpt_alpha_slope (x : R) (run : R * R * R) : R :=
  Printed.chinchilla_reduced_d_alpha 0.4534 26.22 x (fst (fst run)).

Theorem cerebras_gpt_alpha_optimum : exists m, 0.135101974109 < m < 0.13510197411
  /\ (forall x, 0.135101974109 <= x <= 0.13510197411 -> objective cerebras_gpt_alpha (sse_term cerebras_gpt_alpha_loss snd) m <= objective cerebras_gpt_alpha (sse_term cerebras_gpt_alpha_loss snd) x)
  /\ sse_slope cerebras_gpt_alpha cerebras_gpt_alpha_loss cerebras_gpt_alpha_slope snd m = 0.
Proof.
  apply sse_optimum; [lra|..].
  - intros x run Hx Hin. apply (sizes_positive cerebras_gpt_alpha) in Hin as (HN & HD);
    [|unfold cerebras_gpt_alpha; positive_sizes].
    destruct (program_chinchilla_reduced_gradient 0.4534 26.22 x (fst (fst run))) as (H0 & H1 & H2);
    first [exact H2 | lra | apply Rgt_not_eq; lra].
  - unfold cerebras_gpt_alpha, cerebras_gpt_alpha_loss, cerebras_gpt_alpha_slope, Printed.chinchilla_reduced, Printed.chinchilla_reduced_d_alpha; enclose 149%positive.
  - unfold cerebras_gpt_alpha, cerebras_gpt_alpha_loss, cerebras_gpt_alpha_slope, Printed.chinchilla_reduced, Printed.chinchilla_reduced_d_alpha; enclose 149%positive.
Qed.

