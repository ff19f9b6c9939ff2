(** C1 with the offset free: (E, A, B) against (E, ψ), the ratio CI(A)/CI(ψ) is of order 1/|ε|.

    The columns are 1, f and g_ε = f e^(εx), any non-zero multiple of it likewise; on a ray
    f = N^−α, x = ln N. B(f, g) = m Σ f g − Σ f Σ g is co_spread.

    name                  ==  meaning
    slope ε y             ==  (e^(εy) − 1)/ε, and y at ε = 0
    ratio2_offset ε       ==  (CI(A)/CI(ψ))², the quotient of inverse_AA_3 and inverse_psi_2
    C1_offset_exact       ==  ε² ratio² = B(f,f) B(g,g)/(B(f,f) B(h,h) − B(f,h)²), h = f slope, ε ≠ 0
    C1_offset_limit       ==  ε² ratio² → B(f,f)²/(B(f,f) B(xf,xf) − B(f,xf)²), when 1, f, xf are
                              independent over the design; the number of runs cancels           *)

From Coq Require Import Reals List Lra.
From Coquelicot Require Import Coquelicot.
From Offray Require Import Sums Gram Parallel Taylor Confidence TestVector.
Import ListNotations.
Open Scope R_scope.

Definition slope (ε y : R) : R := if Req_EM_T ε 0 then y else (exp (ε * y) - 1) / ε.

Lemma slope_0 y : slope 0 y = y.
Proof. unfold slope. destruct (Req_EM_T 0 0); [reflexivity|easy]. Qed.

Lemma slope_continuous y : continuity_pt (fun ε => slope ε y) 0.
Proof.
  assert (D : derivable_pt_lim (fun ε => exp (ε * y)) 0 y).
  { apply is_derive_Reals. auto_derive; auto. rewrite Rmult_0_l, exp_0. ring. }
  intros e He. destruct (D e He) as [δ H]. exists δ. split; [apply cond_pos|].
  intros h [[_ H0] Hd]. simpl in *. unfold R_dist in *. rewrite Rminus_0_r in Hd.
  rewrite slope_0. unfold slope. destruct (Req_EM_T h 0) as [->|Hh]; [easy|].
  specialize (H h Hh Hd). rewrite Rplus_0_l, Rmult_0_l, exp_0 in H. exact H.
Qed.

Section Offset.
Context {Run : Type} (l : list Run) (f x : Run -> R).
Let m := count l.
Let B (f g : Run -> R) : R := co_spread l f g.
Let g (ε : R) (i : Run) : R := f i * exp (ε * x i).
Let h (ε : R) (i : Run) : R := slope ε (x i) * f i.
Let P := B f f.

Lemma spread_is_B v : spread l (fun _ => 1) v = B v v.
Proof.
  unfold B, co_spread, spread, count, dot. unfold Rsqr.
  rewrite (sum_ext l (fun i => 1 * (v i * v i)) (fun i => v i * v i)) by (intros; ring).
  rewrite (sum_ext l (fun i => 1 * v i) v) by (intros; ring). reflexivity.
Qed.

Definition ratio2_offset (ε : R) : R :=
  (m * spread l (fun _ => 1) (g ε) / (spread l (fun _ => 1) f * spread l (fun _ => 1) (g ε)
                                      - (co_spread l f (g ε))²))
  / (m / spread l (fun _ => 1) f).

Lemma B_expand ε : ε <> 0 ->
  B f (g ε) = P + ε * B f (h ε) /\ B (g ε) (g ε) = P + 2 * ε * B f (h ε) + ε² * B (h ε) (h ε).
Proof.
  intros He.
  assert (E : forall i, g ε i = f i + ε * h ε i).
  { intros i. unfold g, h, slope. destruct (Req_EM_T ε 0) as [->|_]; [easy|]. field. auto. }
  assert (S1 : sum l (g ε) = sum l f + ε * sum l (h ε)).
  { rewrite <- sum_scal, <- sum_plus. apply sum_ext; intros; apply E. }
  assert (D1 : dot l f (g ε) = dot l f f + ε * dot l f (h ε)).
  { unfold dot. rewrite <- sum_scal, <- sum_plus. apply sum_ext; intros. rewrite E. ring. }
  assert (D2 : dot l (g ε) (g ε) = dot l f f + 2 * ε * dot l f (h ε) + ε² * dot l (h ε) (h ε)).
  { unfold dot. rewrite <- !sum_scal, <- !sum_plus. apply sum_ext; intros. rewrite E. unfold Rsqr; ring. }
  unfold P, B, co_spread. rewrite S1, D1, D2. split; unfold Rsqr; ring.
Qed.

Theorem C1_offset_exact ε : ε <> 0 -> m <> 0 -> P <> 0 ->
  ε² * ratio2_offset ε = P * B (g ε) (g ε) / (P * B (h ε) (h ε) - (B f (h ε))²).
Proof.
  intros He Hm HP. unfold ratio2_offset. rewrite !spread_is_B.
  change (co_spread l f (g ε)) with (B f (g ε)). fold P.
  destruct (B_expand ε He) as [E1 E2].
  assert (D : P * B (g ε) (g ε) - (B f (g ε))² = ε² * (P * B (h ε) (h ε) - (B f (h ε))²))
    by (rewrite E1, E2; unfold Rsqr; ring).
  rewrite D. set (S := B (g ε) (g ε)). set (d := P * B (h ε) (h ε) - (B f (h ε))²).
  unfold Rdiv. rewrite !Rinv_mult, Rinv_inv. set (i := / d). unfold Rsqr. field. auto.
Qed.

Theorem C1_offset_limit : m <> 0 -> P <> 0 ->
  P * B (fun i => x i * f i) (fun i => x i * f i) - (B f (fun i => x i * f i))² <> 0 ->
  is_lim (fun ε => ε² * ratio2_offset ε) 0
    (P² / (P * B (fun i => x i * f i) (fun i => x i * f i) - (B f (fun i => x i * f i))²)).
Proof.
  intros Hm HP Hd.
  apply (is_lim_ext_loc
    (fun ε => P * B (g ε) (g ε) / (P * B (h ε) (h ε) - (B f (h ε))²))).
  { exists (mkposreal 1 Rlt_0_1). intros ε _ He. symmetry. now apply C1_offset_exact. }
  assert (Cs : forall (u v : R -> Run -> R),
    (forall i, continuity_pt (fun ε => u ε i) 0) -> (forall i, continuity_pt (fun ε => v ε i) 0) ->
    continuity_pt (fun ε => B (u ε) (v ε)) 0).
  { intros u v Hu Hv. unfold B, co_spread, dot.
    apply (continuity_pt_minus (fun ε => count l * sum l (fun i => u ε i * v ε i))
      (fun ε => sum l (u ε) * sum l (v ε))).
    - apply (continuity_pt_mult (fun _ => count l) (fun ε => sum l (fun i => u ε i * v ε i)));
        [apply continuity_pt_const; now intros ? ?|].
      apply sum_continuous. intros i _. now apply (continuity_pt_mult (fun ε => u ε i) (fun ε => v ε i)).
    - apply (continuity_pt_mult (fun ε => sum l (u ε)) (fun ε => sum l (v ε)));
        apply sum_continuous; auto. }
  assert (Ch : forall i, continuity_pt (fun ε => h ε i) 0).
  { intros i. apply (continuity_pt_mult (fun ε => slope ε (x i)) (fun _ => f i));
      [apply slope_continuous|apply continuity_pt_const; now intros ? ?]. }
  assert (Cg : forall i, continuity_pt (fun ε => g ε i) 0) by (intros i; unfold g; reg).
  assert (Cf : forall i, continuity_pt (fun _ => f i) 0)
    by (intros i; apply continuity_pt_const; now intros ? ?).
  assert (H0 : forall u, B u (h 0) = B u (fun i => x i * f i)).
  { intros u. unfold B, co_spread, dot. f_equal; f_equal; apply sum_ext; intros; unfold h;
      now rewrite slope_0. }
  assert (H00 : B (h 0) (h 0) = B (fun i => x i * f i) (fun i => x i * f i)).
  { unfold B, co_spread, dot. f_equal; f_equal; apply sum_ext; intros; unfold h;
      now rewrite slope_0. }
  assert (G0 : B (g 0) (g 0) = P).
  { unfold P, B, co_spread, dot. f_equal; f_equal; apply sum_ext; intros; unfold g;
      rewrite Rmult_0_l, exp_0; ring. }
  apply (limit_at_0 (fun ε => P * B (g ε) (g ε) / (P * B (h ε) (h ε) - (B f (h ε))²))).
  - apply (continuity_pt_div (fun ε => P * B (g ε) (g ε)) (fun ε => P * B (h ε) (h ε) - (B f (h ε))²)).
    + apply (continuity_pt_mult (fun _ => P) (fun ε => B (g ε) (g ε)));
        [apply continuity_pt_const; now intros ? ?|now apply Cs].
    + apply (continuity_pt_minus (fun ε => P * B (h ε) (h ε)) (fun ε => (B f (h ε))²)).
      * apply (continuity_pt_mult (fun _ => P) (fun ε => B (h ε) (h ε)));
          [apply continuity_pt_const; now intros ? ?|now apply Cs].
      * apply (continuity_pt_mult (fun ε => B f (h ε)) (fun ε => B f (h ε)));
          now apply (Cs (fun _ => f) h).
    + rewrite H00, (H0 f). exact Hd.
  - rewrite H00, (H0 f), G0. unfold Rsqr. reflexivity.
Qed.
End Offset.
