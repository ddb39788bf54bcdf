import Foundation

/// The logs of trainings with known frameworks, with the series that must be judged and paired.
///
/// A tag with `#20` has 20 points, others 200; a metric of `-` means none.
enum FrameworkLogs {
  static let all = """
    trl-grpo > train/reward > -
      train/loss ; train/grad_norm ; train/learning_rate ; train/num_tokens ;
      train/completions/mean_length ; train/completions/clipped_ratio ;
      train/rewards/format_reward/mean ; train/rewards/format_reward/std ;
      train/rewards/accuracy_reward/mean ; train/reward ; train/reward_std ;
      train/frac_reward_zero_std ; train/kl ; train/clip_ratio/region_mean ; train/entropy ;
      train/epoch ;
    trl-grpo-eval > eval/reward > train/reward
      train/loss ; train/reward ; train/reward_std ; train/kl ; eval/reward#20 ; eval/loss#20 ;
      eval/reward_std#20 ; eval/runtime#20 ;
    trl-dpo > eval/rewards/margins > train/rewards/margins
      train/loss ; train/rewards/chosen ; train/rewards/rejected ; train/rewards/accuracies ;
      train/rewards/margins ; train/logps/chosen ; train/logps/rejected ; train/logits/chosen ;
      eval/loss#20 ; eval/rewards/chosen#20 ; eval/rewards/rejected#20 ;
      eval/rewards/accuracies#20 ; eval/rewards/margins#20 ;
    trl-kto > train/rewards/margins > -
      train/loss ; train/rewards/chosen_sum ; train/rewards/chosen ; train/rewards/rejected ;
      train/rewards/margins ; train/logps/chosen ; train/kl ; train/count/chosen ;
    trl-orpo > train/rewards/margins > -
      train/loss ; train/nll_loss ; train/log_odds_ratio ; train/log_odds_chosen ;
      train/rewards/chosen ; train/rewards/rejected ; train/rewards/margins ;
      train/rewards/accuracies ; train/logps/chosen ;
    trl-reward > eval/loss > train/loss
      train/loss ; train/accuracy ; train/margin ; train/min_reward ; train/mean_reward ;
      train/max_reward ; train/learning_rate ; eval/loss#20 ; eval/accuracy#20 ; eval/margin#20 ;
      eval/mean_reward#20 ;
    trl-ppo > objective/rlhf_reward > -
      eps ; objective/kl ; objective/entropy ; objective/non_score_reward ;
      objective/rlhf_reward ; objective/scores ; policy/approxkl_avg ; policy/clipfrac_avg ;
      loss/policy_avg ; loss/value_avg ; val/clipfrac_avg ; policy/entropy_avg ; val/ratio ;
      val/ratio_var ; val/num_eos_tokens ; lr ; episode ;
    trl-ppo-old > env/reward_mean > -
      env/reward_mean ; env/reward_std ; objective/kl ; objective/kl_coef ; objective/entropy ;
      ppo/mean_non_score_reward ; ppo/loss/policy ; ppo/loss/value ; ppo/loss/total ;
      ppo/policy/entropy ; ppo/returns/mean ; ppo/returns/var ; ppo/val/vpred ; ppo/val/error ;
      ppo/val/clipfrac ; ppo/val/mean ; ppo/val/var ; ppo/val/var_explained ; ppo/learning_rate ;
      time/ppo/total ;
    trl-sft > eval/loss > train/loss
      train/loss ; train/mean_token_accuracy ; train/entropy ; train/num_tokens ;
      train/grad_norm ; train/learning_rate ; eval/loss#20 ; eval/mean_token_accuracy#20 ;
      eval/entropy#20 ; eval/num_tokens#20 ; eval/runtime#20 ;
    openrlhf-ppo > train/reward > -
      train/policy_loss ; train/critic_loss ; train/actor_lr ; train/critic_lr ; train/kl ;
      train/reward ; train/return ; train/response_length ; train/total_length ; train/ptx_loss ;
      eval/pass1#10 ;
    openrlhf-dpo > eval/eval_loss > train/loss
      train/loss ; train/acc ; train/chosen_reward ; train/reject_reward ; train/lr ;
      eval/eval_loss#20 ; eval/acc_mean#20 ;
    openrlhf-sft > train/loss_mean > -
      train/gpt_loss ; train/loss_mean ; train/lr ; eval/eval#20 ;
    verl-ppo > val-core/openai/gsm8k/reward/mean@1 > -
      actor/entropy ; actor/kl_loss ; actor/kl_coef ; actor/pg_loss ; actor/pg_clipfrac ;
      actor/ppo_kl ; actor/grad_norm ; actor/lr ; critic/vf_loss ; critic/vf_explained_var ;
      critic/lr ; critic/score/mean ; critic/score/max ; critic/score/min ; critic/rewards/mean ;
      critic/rewards/max ; critic/advantages/mean ; critic/returns/mean ; critic/values/mean ;
      response_length/mean ; response_length/clip_ratio ; prompt_length/mean ; timing_s/gen ;
      perf/throughput ; global_seqlen/mean ; val-core/openai/gsm8k/reward/mean@1#20 ;
      val-aux/openai/gsm8k/score/mean@1#20 ;
    verl-acc > val-core/aime/acc/mean@8 > -
      actor/pg_loss ; actor/entropy ; actor/grad_norm ; critic/score/mean ; critic/rewards/mean ;
      response_length/mean ; val-core/aime/acc/mean@8#20 ; val-core/aime/acc/best@8/mean#20 ;
    nemo-asr > val_loss > train_loss
      train_loss ; learning_rate ; global_step ; training_batch_wer ; train_backward_timing ;
      train_step_timing in s ; val_loss#20 ; val_wer#20 ; epoch ;
    nemo-llm > val_loss > reduced_train_loss
      reduced_train_loss ; lr ; global_step ; consumed_samples ; train_step_timing in s ;
      grad_norm ; val_loss#20 ;
    llamafactory-rm > eval/loss > train/loss
      train/loss ; train/grad_norm ; train/learning_rate ; eval/loss#20 ; eval/accuracy#20 ;
      eval/runtime#20 ;
    coqui-tts > EvalStats/avg_loss > TrainIterStats/loss
      TrainIterStats/decoder_loss ; TrainIterStats/postnet_loss ; TrainIterStats/loss ;
      TrainIterStats/align_error ; TrainIterStats/grad_norm ; TrainIterStats/current_lr ;
      TrainEpochStats/avg_loss#20 ; TrainEpochStats/avg_decoder_loss#20 ;
      EvalStats/avg_decoder_loss#20 ; EvalStats/avg_loss#20 ; EvalStats/avg_align_error#20 ;
    vits > loss/g/mel > -
      loss/g/total ; loss/d/total ; learning_rate ; grad_norm_d ; grad_norm_g ; loss/g/fm ;
      loss/g/mel ; loss/g/dur ; loss/g/kl ; loss/g/0 ; loss/d_r/0 ; loss/d_g/0 ;
    rvc > loss/g/mel > -
      loss/g/total ; loss/d/total ; learning_rate ; grad_norm_d ; grad_norm_g ; loss/g/fm ;
      loss/g/mel ; loss/g/kl ;
    hifigan > validation/mel_spec_error > training/mel_spec_error
      training/gen_loss_total ; training/mel_spec_error ; validation/mel_spec_error#20 ;
    dcgan > - > -
      Loss/D ; Loss/G ; D(x) ; D(G(z))/1 ; D(G(z))/2 ;
    pix2pix > G_L1 > -
      G_GAN ; G_L1 ; D_real ; D_fake ; lr ;
    cyclegan > - > -
      D_A ; G_A ; cycle_A ; idt_A ; D_B ; G_B ; cycle_B ; idt_B ;
    wgan-gp > wasserstein_distance > -
      critic_loss ; generator_loss ; gradient_penalty ; wasserstein_distance ;
    stylegan > Metrics/fid50k_full > -
      Loss/scores/fake ; Loss/scores/real ; Loss/signs/fake ; Loss/G/loss ; Loss/D/loss ;
      Loss/r1_penalty ; Progress/tick ; Timing/sec_per_tick ; Resources/peak_gpu_mem_gb ;
      Metrics/fid50k_full#20 ;
    esrgan > metrics/psnr > -
      losses/l_g_pix ; losses/l_g_percep ; losses/l_g_gan ; losses/l_d_real ; losses/out_d_real ;
      losses/l_d_fake ; metrics/psnr#20 ; metrics/ssim#20 ;
    vqgan > val/rec_loss > train/rec_loss
      train/aeloss ; train/discloss ; train/nll_loss ; train/rec_loss ; train/p_loss ;
      train/g_loss ; train/d_weight ; train/disc_factor ; train/logits_real ; train/logits_fake ;
      val/rec_loss#20 ; val/aeloss#20 ; val/total_loss#20 ; val/nll_loss#20 ; global_step ;
    cleanrl-ppo > charts/episodic_return > -
      charts/learning_rate ; charts/SPS ; charts/episodic_return ; charts/episodic_length ;
      losses/value_loss ; losses/policy_loss ; losses/entropy ; losses/old_approx_kl ;
      losses/approx_kl ; losses/clipfrac ; losses/explained_variance ;
    cleanrl-dqn > charts/episodic_return > -
      losses/td_loss ; losses/q_values ; charts/SPS ; charts/episodic_return ; charts/epsilon ;
    cleanrl-sac > charts/episodic_return > -
      losses/qf1_values ; losses/qf2_values ; losses/qf1_loss ; losses/qf_loss ;
      losses/actor_loss ; losses/alpha ; losses/alpha_loss ; charts/SPS ; charts/episodic_return ;
    sb3-eval > eval/mean_reward > rollout/ep_rew_mean
      rollout/ep_len_mean ; rollout/ep_rew_mean ; time/fps ; train/approx_kl ;
      train/clip_fraction ; train/entropy_loss ; train/explained_variance ; train/loss ;
      train/policy_gradient_loss ; train/std ; train/value_loss ; eval/mean_reward#20 ;
      eval/mean_ep_length#20 ;
    sb3-her > rollout/ep_rew_mean > -
      rollout/ep_len_mean ; rollout/ep_rew_mean ; rollout/success_rate ; train/actor_loss ;
      train/critic_loss ; train/ent_coef ; train/ent_coef_loss ;
    rllib > ray/tune/episode_reward_mean > -
      ray/tune/episode_reward_max ; ray/tune/episode_reward_min ; ray/tune/episode_reward_mean ;
      ray/tune/episode_len_mean ; ray/tune/num_healthy_workers ;
      ray/tune/info/learner/default_policy/learner_stats/total_loss ;
      ray/tune/info/learner/default_policy/learner_stats/policy_loss ;
      ray/tune/info/learner/default_policy/learner_stats/kl ; ray/tune/timers/learn_time_ms ;
      ray/tune/perf/cpu_util_percent ;
    rl_games > rewards/step > -
      performance/step_fps ; losses/a_loss ; losses/c_loss ; losses/entropy ; losses/bounds_loss ;
      info/last_lr ; info/lr_mul ; info/e_clip ; info/kl ; info/epochs ; rewards/step ;
      rewards/iter ; rewards/time ; episode_lengths/step ;
    rsl_rl > Train/mean_reward > -
      Episode/rew_tracking_lin_vel ; Episode/rew_torques ; Loss/value_function ; Loss/surrogate ;
      Loss/learning_rate ; Policy/mean_noise_std ; Perf/total_fps ; Perf/collection time ;
      Train/mean_reward ; Train/mean_episode_length ; Train/mean_reward/time ;
    isaaclab > Train/mean_reward > -
      Episode_Reward/track_lin_vel ; Episode_Reward/dof_torques_l2 ;
      Episode_Termination/time_out ; Curriculum/terrain_levels ;
      Metrics/base_velocity/error_vel_xy ; Loss/value_function ; Loss/surrogate ; Loss/entropy ;
      Loss/learning_rate ; Policy/mean_noise_std ; Train/mean_reward ; Train/mean_episode_length ;
    mlagents-selfplay > Self-play/ELO > -
      Environment/Cumulative Reward ; Environment/Episode Length ;
      Environment/Group Cumulative Reward ; Losses/Policy Loss ; Losses/Value Loss ;
      Policy/Entropy ; Policy/Extrinsic Reward ; Policy/Extrinsic Value Estimate ;
      Policy/Learning Rate ; Policy/Epsilon ; Policy/Beta ; Self-play/ELO ;
    mlagents-curiosity > Environment/Cumulative Reward > -
      Environment/Cumulative Reward ; Environment/Lesson Number/x ;
      Losses/Curiosity Forward Loss ; Losses/Curiosity Inverse Loss ; Losses/Policy Loss ;
      Policy/Curiosity Reward ; Policy/Extrinsic Reward ;
    tianshou > test/reward > train/reward
      train/episode ; train/reward ; train/length ; test/reward#20 ; test/reward_std#20 ;
      test/length#20 ; update/loss ; update/gradient_step ;
    sample-factory > reward/reward > -
      reward/reward ; reward/reward_min ; reward/reward_max ; len/len ;
      policy_stats/avg_true_objective ; train/loss ; train/policy_loss ; train/value_loss ;
      train/exploration_loss ; train/kl_divergence ; train/entropy ; train/value ; train/lr ;
      perf/_fps ; stats/avg_request_count ;
    spinup > EpRet > -
      EpRet ; AverageEpRet ; StdEpRet ; MaxEpRet ; MinEpRet ; EpLen ; LossPi ; LossV ;
      DeltaLossPi ; KL ; Entropy ; ClipFrac ; AverageVVals ; TotalEnvInteracts ; Time ;
    rlkit > evaluation/Average Returns > -
      trainer/QF1 Loss ; trainer/Policy Loss ; trainer/Q1 Predictions Mean ;
      exploration/Returns Mean ; exploration/Average Returns ; evaluation/Average Returns ;
      evaluation/Returns Mean ; evaluation/path length Mean ; time/training (s) ;
    dreamer > test_return > train_return
      train_return ; train_length ; test_return#20 ; test_length#20 ; model_loss ; actor_loss ;
      critic_loss ; kl_loss ; image_loss ; reward_loss ; fps ;
    pymarl > test_return_mean > return_mean
      return_mean ; return_std ; test_return_mean#20 ; test_return_std#20 ; battle_won_mean ;
      test_battle_won_mean#20 ; ep_length_mean ; loss ; grad_norm ; td_error_abs ; q_taken_mean ;
      epsilon ;
    d4rl-cql > loss/critic_loss > -
      loss/critic_loss ; loss/actor_loss ; loss/alpha ; metrics/environment#20 ;
      metrics/td_error#20 ; metrics/initial_value_estimation#20 ;
    mmdet > coco/bbox_mAP > -
      lr ; data_time ; loss ; loss_rpn_cls ; loss_rpn_bbox ; loss_cls ; acc ; loss_bbox ; time ;
      epoch ; memory ; coco/bbox_mAP#12 ; coco/bbox_mAP_50#12 ; coco/bbox_mAP_s#12 ;
    mmseg > mIoU > -
      lr ; loss ; decode.loss_ce ; decode.acc_seg ; aux.loss_ce ; mIoU#20 ; mAcc#20 ; aAcc#20 ;
      time ;
    detectron2 > bbox/AP > -
      total_loss ; loss_cls ; loss_box_reg ; loss_mask ; loss_rpn_cls ; loss_rpn_loc ; lr ; time ;
      data_time ; fast_rcnn/cls_accuracy ; roi_head/num_fg_samples ; bbox/AP#10 ; bbox/AP50#10 ;
      segm/AP#10 ; eta_seconds ;
    yolov5 > val/box_loss > train/box_loss
      train/box_loss ; train/obj_loss ; train/cls_loss ; metrics/precision ; metrics/recall ;
      metrics/mAP_0.5 ; metrics/mAP_0.5:0.95 ; val/box_loss ; val/obj_loss ; val/cls_loss ;
      x/lr0 ; x/lr1 ; x/lr2 ;
    yolox > val/COCOAP50_95 > -
      train/total_loss ; train/iou_loss ; train/l1_loss ; train/conf_loss ; train/cls_loss ;
      train/lr ; val/COCOAP50#30 ; val/COCOAP50_95#30 ;
    detr > Loss/test/loss > Loss/train/loss
      Loss/train/loss ; Loss/train/loss_ce ; Loss/train/loss_bbox ; Loss/train/class_error ;
      Loss/test/loss#30 ; Loss/test/loss_ce#30 ; Test/coco_eval_bbox_0#30 ;
    rtdetr > Loss/total > -
      Loss/total ; Loss/loss_vfl ; Loss/loss_bbox ; Lr/pg_0 ; Test/coco_eval_bbox_0#30 ;
    nnunet > val_losses > train_losses
      train_losses ; val_losses ; lrs ; mean_fg_dice ; ema_fg_dice ; dice_per_class_or_region ;
      epoch_start_timestamps ;
    monai > val_mean_dice > -
      train_loss ; val_mean_dice#20 ;
    fastai > valid_loss > train_loss
      train_loss ; valid_loss#20 ; accuracy#20 ; lr_0 ; mom_0 ; eps_0 ; wd_0 ;
    timm > eval/loss > train/loss
      train/loss ; train/lr ; eval/loss#20 ; eval/top1#20 ; eval/top5#20 ;
    lightning-cls > val_loss > train_loss_epoch
      train_loss_step ; train_loss_epoch#20 ; train_acc_step ; train_acc_epoch#20 ; val_loss#20 ;
      val_acc#20 ; test_loss#1 ; test_acc#1 ; hp_metric#1 ; epoch ;
    forecasting > val_loss > train_loss_epoch
      train_loss_step ; train_loss_epoch#20 ; val_loss#20 ; val_SMAPE#20 ; val_MAE#20 ;
      val_RMSE#20 ; val_MAPE#20 ; lr-Ranger ; epoch ;
    espnet > valid_loss > train_loss
      train_acc#30 ; train_loss#30 ; train_loss_att#30 ; train_loss_ctc#30 ; train_iter_time#30 ;
      train_optim0_lr0#30 ; valid_acc#30 ; valid_loss#30 ; valid_cer#30 ; valid_wer#30 ;
      valid_cer_ctc#30 ;
    speechbrain > valid loss > train loss
      train loss ; valid loss#20 ; valid CER#20 ; valid WER#20 ; lr ; epoch ;
    wenet > epoch/cv_loss > train/train_loss
      train/train_loss#400 ; train/lr_0#400 ; epoch/cv_loss#20 ; epoch/lr#20 ;
    paddleseg > Evaluate/mIoU > -
      Train/loss ; Train/lr ; Train/batch_cost ; Train/reader_cost ; Evaluate/mIoU#20 ;
      Evaluate/Acc#20 ;
    paddleocr > EVAL/acc > TRAIN/acc
      TRAIN/loss ; TRAIN/acc ; TRAIN/norm_edit_dis ; TRAIN/lr ; EVAL/acc#20 ;
      EVAL/norm_edit_dis#20 ; EVAL/fps#20 ;
    kohya > loss/current > -
      loss/current ; loss/average ; lr/unet ; lr/textencoder ; lr/d*lr/unet ;
    diffusers > train_loss > -
      train_loss ; lr ;
    ldm > val/loss > train/loss_epoch
      train/loss_simple_step ; train/loss_vlb_step ; train/loss_step ;
      train/loss_simple_epoch#20 ; train/loss_epoch#20 ; val/loss_simple#20 ; val/loss_vlb#20 ;
      val/loss#20 ; val/loss_simple_ema#20 ; val/loss_ema#20 ; global_step ; lr_abs ;
    megatron > lm loss validation > lm loss
      learning-rate ; learning-rate vs samples ; batch-size ; loss-scale ; world-size ;
      grad-norm ; grad-norm vs samples ; num-zeros ; params-norm ; lm loss ; lm loss vs samples ;
      iteration-time ; lm loss validation#20 ; lm loss validation ppl#20 ;
    torchtitan > loss_metrics/global_avg_loss > -
      loss_metrics/global_avg_loss ; loss_metrics/global_max_loss ; grad_norm ; lr ;
      n_tokens_seen ; throughput(tps) ; tflops ; mfu(%) ; time_metrics/end_to_end(s) ;
      time_metrics/data_loading(s) ; memory/max_active(GiB) ; memory/num_ooms ;
    composer > metrics/eval/LanguageCrossEntropy > metrics/train/LanguageCrossEntropy
      loss/train/total ; trainer/global_step ; time/batch ; metrics/train/LanguageCrossEntropy ;
      metrics/eval/LanguageCrossEntropy#20 ; metrics/eval/LanguagePerplexity#20 ;
      throughput/batches_per_sec ; lr-DecoupledAdamW/group0 ;
    xgb > validation-logloss > train-logloss
      train-logloss ; train-auc ; validation-logloss ; validation-auc ;
    sentence-transformers > eval/loss > train/loss
      train/loss ; train/learning_rate ; eval/loss#20 ; eval/sts-dev_pearson_cosine#20 ;
      eval/sts-dev_spearman_cosine#20 ;
    st-retrieval > eval/NanoBEIR_mean_cosine_ndcg@10 > -
      train/loss ; eval/NanoBEIR_mean_cosine_ndcg@10#20 ; eval/NanoBEIR_mean_cosine_mrr@10#20 ;
    seq2seq > eval/loss > train/loss
      train/loss ; eval/loss#20 ; eval/rouge1#20 ; eval/rougeLsum#20 ; eval/gen_len#20 ;
    whisper > eval/loss > train/loss
      train/loss ; train/learning_rate ; eval/loss#20 ; eval/wer#20 ; eval/runtime#20 ;
    vae > val/loss > train/loss
      train/loss ; train/recon_loss ; train/kl ; train/kl_weight ; val/loss#20 ;
      val/recon_loss#20 ; val/kl#20 ;
    vae2 > loss/total > -
      loss/recon ; loss/kld ; loss/total ; beta ;
    multitask > val/total_loss > train/total_loss
      train/total_loss ; train/seg_loss ; train/depth_loss ; val/total_loss#20 ; val/seg_loss#20 ;
      val/depth_loss#20 ; val/miou#20 ; val/abs_rel#20 ;
    multitask-w > val_loss > loss
      loss ; loss_seg ; loss_depth ; w_seg ; w_depth ; weight/seg ; sigma_seg ; val_loss#20 ;
    moe > eval/loss > train/loss
      train/loss ; train/aux_loss ; train/z_loss ; train/load_balancing_loss ; eval/loss#20 ;
    moe2 > lm loss > -
      lm loss ; load_balancing_loss ; z_loss ; grad-norm ;
    distill > val/loss > train/loss
      train/loss ; train/kd_loss ; train/ce_loss ; train/temperature ; val/acc#20 ; val/loss#20 ;
    ssl > train/loss > -
      train/loss ; train/momentum ; train/wd ; train/lr ; knn/top1#20 ;
    gnn > Loss/val > Loss/train
      Loss/train ; Loss/val#20 ; Acc/train ; Acc/val#20 ; Acc/test#20 ;
    nerf > eval/psnr > train/psnr
      train/loss ; train/psnr ; train/lr ; eval/psnr#20 ; eval/ssim#20 ; eval/lpips#20 ;
    3dgs > test/loss_viewpoint - l1_loss > train/loss_viewpoint - l1_loss
      train_loss_patches/l1_loss ; train_loss_patches/total_loss ; iter_time ; total_points ;
      test/loss_viewpoint - l1_loss#10 ; test/loss_viewpoint - psnr#10 ;
      train/loss_viewpoint - l1_loss#10 ; train/loss_viewpoint - psnr#10 ;
    alphazero > elo > -
      loss/total ; loss/policy ; loss/value ; elo#20 ; winrate_vs_best#20 ;
    muzero > 1.Total_reward/1.Total_reward > -
      1.Total_reward/1.Total_reward ; 1.Total_reward/2.Mean_value ;
      1.Total_reward/3.Episode_length ; 2.Workers/1.Self_played_games ;
      2.Workers/2.Training_steps ; 3.Loss/1.Total_weighted_loss ; 3.Loss/Value_loss ;
      3.Loss/Reward_loss ; 3.Loss/Policy_loss ;
    gail > rollout/ep_rew_mean > -
      gail/loss/disc ; gail/loss/gen ; rollout/ep_rew_mean ; disc/disc_acc ;
    trl-online-dpo > rewards/margins > -
      objective/kl ; objective/entropy ; objective/non_score_reward ; rewards/chosen ;
      rewards/rejected ; rewards/accuracies ; rewards/margins ; logps/chosen ;
      val/contain_eos_token ; beta ; loss ;
    ms-swift-grpo > train/reward > -
      train/loss ; train/reward ; train/reward_std ; train/rewards/CosineReward/mean ;
      train/completions/mean_length ; train/kl ; train/memory(GiB) ; train/train_speed(iter/s) ;
    axolotl > eval/loss > train/loss
      train/loss ; train/grad_norm ; train/learning_rate ; train/memory/max_allocated ;
      train/tokens_per_second_per_gpu ; train/ppl ; eval/loss#20 ; eval/ppl#20 ;
    catalyst > loss/_epoch/valid > loss/_epoch/train
      loss/_step ; loss/_epoch/train#20 ; loss/_epoch/valid#20 ;
    ignite > validation/loss > training/loss
      training/batchloss ; validation/loss#20 ; validation/accuracy#20 ; training/loss#20 ;
    allennlp > loss/loss_validation > loss/loss_train
      loss/loss_train ; loss/loss_validation#20 ; accuracy/accuracy_train#20 ;
      accuracy/accuracy_validation#20 ; learning_rate/x ; parameter_mean/a ; parameter_std/a ;
      gradient_norm/a ;
    flair > dev/loss > train/loss
      train/loss#20 ; dev/loss#20 ; dev/score#20 ; learning_rate#20 ; bad_epochs#20 ;
    keras-tuner > epoch_val_loss > epoch_loss
      epoch_loss ; epoch_accuracy ; epoch_val_loss ; epoch_val_accuracy ;
    t2t > metrics/accuracy > -
      loss ; metrics/accuracy#20 ; metrics/neg_log_perplexity#20 ;
      metrics-translate/approx_bleu_score#20 ; learning_rate ;
    diffusion-policy > val_loss > train_loss
      train_loss ; val_loss#20 ; train_action_mse_error#20 ; test_mean_score#20 ;
      train/mean_score#20 ; lr ; global_step ; epoch ;
    lerobot > eval/avg_sum_reward > -
      train/loss ; train/grad_norm ; train/lr ; eval/avg_sum_reward#20 ; eval/pc_success#20 ;
      eval/eval_s#20 ;
    survival > val_loss > train_loss
      train_loss ; val_loss#20 ; val_c_index#20 ;
    pykeen > validation.both.realistic.arithmetic_mean_rank > -
      loss ; validation.both.realistic.hits_at_10#20 ;
      validation.both.realistic.inverse_harmonic_mean_rank#20 ;
      validation.both.realistic.arithmetic_mean_rank#20 ;
    """

  /// A log with its tags, and the expected choice.
  struct Log {
    let name: String
    let metric: String?
    let paired: String?
    var tags: [(tag: String, points: Int)] = []
  }

  static var logs: [Log] {
    var logs: [Log] = []
    for line in all.split(separator: "\n") {
      if !line.hasPrefix("  ") {
        let parts = line.components(separatedBy: " > ").map { $0 == "-" ? nil : $0 }
        logs.append(Log(name: parts[0] ?? "", metric: parts[1], paired: parts[2]))
      } else {
        let tags = line.components(separatedBy: " ;")
          .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        logs[logs.count - 1].tags += tags.map { tag in
          let parts = tag.split(separator: "#")
          return (String(parts[0]), parts.count > 1 ? Int(parts[1]) ?? 0 : 200)
        }
      }
    }
    return logs
  }
}
