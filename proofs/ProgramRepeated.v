(** The derivatives that the program prints for the laws of repeated data are derivatives of the loss
    that it prints: off the kink N = N_opt through N_opt, and with N_opt held fixed.

    name                              ==  meaning
    min_derive                        ==  min(N, f) has the derivative of the smaller one
    program_repeated_gradient         ==  all seven, through N_opt
    program_repeated_frozen_gradient  ==  all seven, N_opt held at the published parameters  *)

From Coq Require Import Reals Lra Psatz.
From Coquelicot Require Import Coquelicot.
From Offray Require Import Laws Reduced Twin Program.
From Offray.generated Require Printed.
Open Scope R_scope.

(** Repeated data: the derivatives go through N_opt, which is inside a minimum. *)
Section Repeated.
Variables N D U : R.
Hypotheses (HN : 0 < N) (HD : 0 < D) (HU : 0 < U).

Lemma min_derive (f : R -> R) (x d : R) : is_derive f x d -> N <> f x ->
  is_derive (fun y => Rmin N (f y)) x (if Rle_dec N (f x) then 0 else d).
Proof.
  intros H Hx.
  assert (C : continuous f x) by (apply (ex_derive_continuous f); now exists d).
  destruct (Rle_dec N (f x)) as [Hle|Hle].
  - apply (is_derive_ext_loc (fun _ => N)); [|apply (is_derive_const N)].
    apply (filter_imp (fun y => N < f y)).
    + intros y Hy. rewrite Rmin_left; lra.
    + apply (C (fun z => N < z)). apply (open_gt N). simpl; lra.
  - apply (is_derive_ext_loc f); auto.
    apply (filter_imp (fun y => f y < N)).
    + intros y Hy. rewrite Rmin_right; lra.
    + apply (C (fun z => z < N)). apply (open_lt N). simpl; lra.
Qed.

(** The factor by which a size counts. *)
Lemma factor_pos x u r : 0 < u -> u <= x -> 0 < r -> 0 < 1 + r * (1 - exp (- ((x / u - 1) / r))).
Proof.
  intros Hu Hx Hr.
  assert (1 <= x / u) by (apply Rmult_le_reg_r with u; auto; field_simplify; lra).
  assert (0 <= (x / u - 1) / r) by (apply Rmult_le_pos; [lra|left; now apply Rinv_0_lt_compat]).
  assert (exp (- ((x / u - 1) / r)) <= 1).
  { apply Rle_trans with (exp 0); [|rewrite exp_0; lra].
    destruct (Req_dec ((x / u - 1) / r) 0) as [E|E].
    - rewrite E, Ropp_0. lra.
    - left. apply exp_increasing. lra. }
  nra.
Qed.

(** One rule for every parameter that N_opt depends on. *)
Lemma repeated_rule (a u p b q : R -> R) (x da du dp db dq E r w : R) :
  is_derive a x da -> is_derive u x du -> is_derive p x dp -> is_derive b x db -> is_derive q x dq ->
  0 < u x -> u x <= N -> 0 < r -> 0 < w ->
  let t4 := exp (- ((N / u x - 1) / r)) in
  let t5 := 1 + r * (1 - t4) in
  let V := u x * t5 in
  is_derive (fun x => E + a x * Rpower (u x * (1 + r * (1 - exp (- ((N / u x - 1) / r))))) (- p x)
                      + b x * Rpower w (- q x)) x
    (da / Rpower V (p x)
     - a x * (dp * ln V + p x * (du * (t5 - N * t4 / u x)) / V) / Rpower V (p x)
     + db / Rpower w (q x) - b x * dq * ln w / Rpower w (q x)).
Proof.
  intros Ha Hu Hp Hb Hq Hu0 HuN Hr Hw t4 t5 V.
  assert (H5 : 0 < t5) by (apply factor_pos; auto).
  assert (HV : 0 < V) by (now apply Rmult_lt_0_compat).
  unfold Rpower, Rdiv. auto_derive.
  - repeat split; try (now exists da); try (now exists du); try (now exists dp);
      try (now exists db); try (now exists dq); auto using exp_nonzero; try lra.
  - replace (Derive (fun x => a x) x) with da by (symmetry; now apply is_derive_unique).
    replace (Derive (fun x => u x) x) with du by (symmetry; now apply is_derive_unique).
    replace (Derive (fun x => p x) x) with dp by (symmetry; now apply is_derive_unique).
    replace (Derive (fun x => b x) x) with db by (symmetry; now apply is_derive_unique).
    replace (Derive (fun x => q x) x) with dq by (symmetry; now apply is_derive_unique).
    change (exp (- ((N * / u x + - (1)) * / r))) with t4.
    change (1 + r * (1 + - t4)) with t5. change (u x * t5) with V.
    one_sign. pose proof (exp_nonzero (p x * ln V)). pose proof (exp_nonzero (q x * ln w)).
    unfold V in *. clearbody t4. unfold t5 in *. field. repeat split; auto; lra.
Qed.

(** N_opt by its four parameters. *)
Variables E A B α β R_N R_D : R.
Hypotheses (HA : 0 < A) (HB : 0 < B) (Hα : 0 < α) (Hβ : 0 < β) (HRN : 0 < R_N) (HRD : 0 < R_D).
Let M := Rmin D U.
Let opt (A B α β : R) : R := optimal_size A B α β M.
Let ratio := α * A / (β * B).
Let G := Rpower ratio (1 / (α + β)).
Let w := M * (1 + R_D * (1 - exp (- ((D / M - 1) / R_D)))).

Lemma M_pos : 0 < M.
Proof. unfold M. now apply Rmin_glb_lt. Qed.

Ltac size_derivative :=
  pose proof M_pos as HM; clearbody M; clear w G opt; subst ratio;
  assert (HaA : 0 < α * A) by (now apply Rmult_lt_0_compat);
  assert (HbB : 0 < β * B) by (now apply Rmult_lt_0_compat);
  assert (Hr : 0 < α * A * / (β * B)) by (apply Rmult_lt_0_compat; auto; now apply Rinv_0_lt_compat);
  unfold optimal_size, Rpower, Rdiv; cbv zeta; auto_derive;
  [ repeat split; auto; try lra; try (apply Rmult_lt_0_compat; auto; apply exp_pos)
  | set (g := exp (1 * / (α + β) * ln (α * A * / (β * B)))) in *;
    assert (0 < g) by apply exp_pos; set (h := exp (β * / α * ln (M * g))) in *;
    clearbody g h; field; repeat split; lra ].

Lemma size_d_A : is_derive (fun A => opt A B α β) A (opt A B α β * (1 + β / α) / (A * (α + β))).
Proof. unfold opt. size_derivative. Qed.
Lemma size_d_B : is_derive (fun B => opt A B α β) B (- (opt A B α β * (1 + β / α) / (B * (α + β)))).
Proof. unfold opt. size_derivative. Qed.
Lemma size_d_alpha : is_derive (fun α => opt A B α β) α
  (let t := 1 / (α * (α + β)) - ln ratio / (α + β) ^ 2 in
   opt A B α β * (t + β * (t / α - ln (M * G) / α ^ 2))).
Proof. unfold opt, G, ratio. size_derivative. Qed.
Lemma size_d_beta : is_derive (fun β => opt A B α β) β
  (let t := 1 / (β * (α + β)) + ln ratio / (α + β) ^ 2 in
   opt A B α β * ((ln (M * G) - β * t) / α - t)).
Proof. unfold opt, G, ratio. size_derivative. Qed.

Local Notation L := Printed.repeated.
Hypothesis Hkink : N <> opt A B α β.

(** The rule at one parameter; what remains is that the two spellings agree. *)
Ltac apply_rule a o p b q x da dp db dq Hd :=
  eapply derive_as;
  [ lazymatch type of Hd with is_derive _ _ ?du =>
      apply (repeated_rule a (fun y => Rmin N (o y)) p b q x da du dp db dq E R_N w) end;
    first [exact Hd | assumption | apply (is_derive_const (V := R_NormedModule)) | apply (is_derive_id (K := R_AbsRing)) | idtac]
  | cbv beta ].

Ltac same_slope :=
  cbv zeta; fold M w;
  change (Rpower (α * A / (β * B)) (1 / (α + β)) *
          Rpower (M * Rpower (α * A / (β * B)) (1 / (α + β))) (β / α)) with (opt A B α β);
  set (t2 := opt A B α β) in *; set (u := Rmin N t2) in *;
  destruct (Rle_dec N t2);
  set (t4 := exp (- ((N / u - 1) / R_N))) in *;
  pose proof (exp_nonzero (α * ln (u * (1 + R_N * (1 - t4)))));
  pose proof (exp_nonzero (β * ln w)); unfold G, ratio, Rpower;
  clearbody t4 u w t2; field; repeat split; auto; lra.

Theorem program_repeated_gradient :
  is_derive (fun E => L E A B α β R_N R_D N D U) E (Printed.repeated_d_E E A B α β R_N R_D N D U)
  /\ is_derive (fun A => L E A B α β R_N R_D N D U) A (Printed.repeated_d_A E A B α β R_N R_D N D U)
  /\ is_derive (fun B => L E A B α β R_N R_D N D U) B (Printed.repeated_d_B E A B α β R_N R_D N D U)
  /\ is_derive (fun α => L E A B α β R_N R_D N D U) α
       (Printed.repeated_d_alpha E A B α β R_N R_D N D U)
  /\ is_derive (fun β => L E A B α β R_N R_D N D U) β
       (Printed.repeated_d_beta E A B α β R_N R_D N D U)
  /\ is_derive (fun R_N => L E A B α β R_N R_D N D U) R_N
       (Printed.repeated_d_R_N_star E A B α β R_N R_D N D U)
  /\ is_derive (fun R_D => L E A B α β R_N R_D N D U) R_D
       (Printed.repeated_d_R_D_star E A B α β R_N R_D N D U).
Proof.
  pose proof M_pos as HM.
  assert (Hopt : 0 < opt A B α β)
    by (unfold opt, optimal_size; cbv zeta; apply Rmult_lt_0_compat; apply Rpower_pos).
  assert (Hu : 0 < Rmin N (opt A B α β)) by (now apply Rmin_glb_lt).
  assert (HuN : Rmin N (opt A B α β) <= N) by apply Rmin_l.
  assert (Hw : 0 < w)
    by (apply Rmult_lt_0_compat; auto; apply factor_pos; auto; apply Rmin_l).
  assert (H5 := factor_pos N (Rmin N (opt A B α β)) R_N Hu HuN HRN).
  assert (H6 := factor_pos D M R_D HM (Rmin_l _ _) HRD).
  each.
  - apply (derive_as _ _ 1); [|reflexivity]. unfold L. auto_derive; auto.
  - pose proof (min_derive _ _ _ size_d_A Hkink) as Hd. apply_rule (fun A : R => A) (fun A => opt A B α β) (fun _ : R => α) (fun _ : R => B) (fun _ : R => β) A 1 0 0 0 Hd.
    unfold Printed.repeated_d_A. same_slope.
  - pose proof (min_derive _ _ _ size_d_B Hkink) as Hd. apply_rule (fun _ : R => A) (fun B => opt A B α β) (fun _ : R => α) (fun B : R => B) (fun _ : R => β) B 0 0 1 0 Hd.
    unfold Printed.repeated_d_B. same_slope.
  - pose proof (min_derive _ _ _ size_d_alpha Hkink) as Hd. apply_rule (fun _ : R => A) (fun α => opt A B α β) (fun α : R => α) (fun _ : R => B) (fun _ : R => β) α 0 1 0 0 Hd.
    unfold Printed.repeated_d_alpha. same_slope.
  - pose proof (min_derive _ _ _ size_d_beta Hkink) as Hd. apply_rule (fun _ : R => A) (fun β => opt A B α β) (fun _ : R => α) (fun _ : R => B) (fun β : R => β) β 0 0 0 1 Hd.
    unfold Printed.repeated_d_beta. same_slope.
  - unfold L, Printed.repeated, Printed.repeated_d_R_N_star. cbv zeta. fold M w.
    change (Rpower (α * A / (β * B)) (1 / (α + β)) *
            Rpower (M * Rpower (α * A / (β * B)) (1 / (α + β))) (β / α)) with (opt A B α β).
    set (u := Rmin N (opt A B α β)) in *. clearbody u w.
    pose proof (exp_nonzero (β * ln w)). unfold Rpower.
    assert (Hv := Rmult_lt_0_compat _ _ Hu H5).
    pose proof (exp_nonzero (α * ln (u * (1 + R_N * (1 - exp (- ((N / u - 1) / R_N))))))).
    auto_derive; [repeat split; auto using exp_nonzero; lra|].
    unfold Rdiv, Rminus in *. rewrite ?Ropp_mult_distr_l_reverse, ?(exp_Ropp (_ * ln _)).
    set (t4 := exp (- ((N * / u + - (1)) * / R_N))) in *.
    set (P := exp (α * ln (u * (1 + R_N * (1 + - t4))))) in *.
    clearbody P t4. field. repeat split; auto; lra.
  - unfold L, Printed.repeated, Printed.repeated_d_R_D_star. cbv zeta. fold M.
    set (c := A * Rpower _ (- α)). clearbody c. unfold Rpower. unfold w in *. clearbody M.
    pose proof (exp_nonzero (β * ln (M * (1 + R_D * (1 - exp (- ((D / M - 1) / R_D))))))).
    auto_derive; [repeat split; auto using exp_nonzero; lra|].
    unfold Rdiv, Rminus in *. rewrite ?Ropp_mult_distr_l_reverse, ?(exp_Ropp (_ * ln _)).
    set (t4 := exp (- ((D * / M + - (1)) * / R_D))) in *.
    set (P := exp (β * ln (M * (1 + R_D * (1 + - t4))))) in *.
    clearbody P t4. field. repeat split; auto; lra.
Qed.
End Repeated.

(** With N_opt held fixed. *)
Section Frozen.
Variables E A B α β R_N R_D N D U : R.
Hypotheses (HN : 0 < N) (HD : 0 < D) (HU : 0 < U) (HRN : 0 < R_N) (HRD : 0 < R_D).
Local Notation L := Printed.repeated_frozen.
Let M := Rmin D U.
Let fixed := Rpower (521 / 1488) (1000 / 353) * M.

Lemma fixed_size :
  Rpower (521 / 1488) (500 / 353) * Rpower (M * Rpower (521 / 1488) (500 / 353)) 1 = fixed.
Proof.
  assert (0 < M) by (unfold M; now apply Rmin_glb_lt).
  rewrite Rpower_1 by (apply Rmult_lt_0_compat; auto; apply Rpower_pos). unfold fixed.
  replace (1000 / 353) with (500 / 353 + 500 / 353) by field. rewrite Rpower_plus. ring.
Qed.

Theorem program_repeated_frozen_gradient :
  is_derive (fun E => L E A B α β R_N R_D N D U) E
    (Printed.repeated_frozen_d_E E A B α β R_N R_D N D U)
  /\ is_derive (fun A => L E A B α β R_N R_D N D U) A
    (Printed.repeated_frozen_d_A E A B α β R_N R_D N D U)
  /\ is_derive (fun B => L E A B α β R_N R_D N D U) B
    (Printed.repeated_frozen_d_B E A B α β R_N R_D N D U)
  /\ is_derive (fun α => L E A B α β R_N R_D N D U) α
    (Printed.repeated_frozen_d_alpha E A B α β R_N R_D N D U)
  /\ is_derive (fun β => L E A B α β R_N R_D N D U) β
    (Printed.repeated_frozen_d_beta E A B α β R_N R_D N D U)
  /\ is_derive (fun R_N => L E A B α β R_N R_D N D U) R_N
    (Printed.repeated_frozen_d_R_N_star E A B α β R_N R_D N D U)
  /\ is_derive (fun R_D => L E A B α β R_N R_D N D U) R_D
    (Printed.repeated_frozen_d_R_D_star E A B α β R_N R_D N D U).
Proof.
  assert (HM : 0 < M) by (unfold M; now apply Rmin_glb_lt).
  assert (Hf : 0 < fixed) by (apply Rmult_lt_0_compat; auto; apply Rpower_pos).
  assert (Hu : 0 < Rmin N fixed) by (now apply Rmin_glb_lt).
  assert (H5 := factor_pos N (Rmin N fixed) R_N Hu (Rmin_l _ _) HRN).
  assert (H6 := factor_pos D M R_D HM (Rmin_l _ _) HRD).
  unfold L, Printed.repeated_frozen, Printed.repeated_frozen_d_E, Printed.repeated_frozen_d_A,
    Printed.repeated_frozen_d_B, Printed.repeated_frozen_d_alpha, Printed.repeated_frozen_d_beta,
    Printed.repeated_frozen_d_R_N_star, Printed.repeated_frozen_d_R_D_star.
  fold M. fold fixed. rewrite fixed_size. set (u := Rmin N fixed) in *. clearbody u M. clear fixed Hf.
  assert (Hv := Rmult_lt_0_compat _ _ Hu H5). assert (Hw := Rmult_lt_0_compat _ _ HM H6).
  unfold Rpower.
  each; (auto_derive; [repeat split; auto using exp_nonzero; lra|];
    unfold Rdiv, Rminus in *; rewrite ?Ropp_mult_distr_l_reverse, ?(exp_Ropp (_ * ln _));
    set (t4 := exp (- ((N * / u + - (1)) * / R_N))) in *;
    set (t5 := exp (- ((D * / M + - (1)) * / R_D))) in *;
    set (P := exp (α * ln (u * (1 + R_N * (1 + - t4))))) in *;
    set (Q := exp (β * ln (M * (1 + R_D * (1 + - t5))))) in *;
    assert (0 < P) by apply exp_pos; assert (0 < Q) by apply exp_pos;
    clearbody P Q t4 t5; field; repeat split; auto; lra).
Qed.
End Frozen.
