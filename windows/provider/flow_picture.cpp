// The part of the controller that says what to draw.
#include <algorithm>

#include "provider/flow_controller.h"

namespace latchkey {

std::size_t FlowController::linksNow() const {
  const std::uint64_t age = pc_.nowMs() - shownAt_;
  const auto isThere = [age](const Link& link) { return link.availableAfterMs <= age; };
  const auto& links = shown_.step.links;
  return static_cast<std::size_t>(std::count_if(links.begin(), links.end(), isThere));
}

Picture FlowController::picture() const {
  Picture picture;
  picture.wiped = wiped_;
  picture.question = question_;
  if (hasStep_) {
    drawStep(picture);
  } else {
    drawIntro(picture);
  }
  if (phase_ == Phase::waiting) {
    picture.isWaiting = true;
    picture.heedsEarly = heedsEarly() && !asksName();
    picture.signsIn = false;
    picture.lines = {words().wait};
  }
  if (phase_ != Phase::failed) return picture;
  const bool isStopped = deaths_ >= patience::kMostDeaths;
  Picture broken;
  broken.wiped = wiped_;
  broken.question = question_;
  broken.lines = {own_};
  if (!isStopped) broken.submitLabel = mayRetry_ ? words().next : words().again;
  return broken;
}

void FlowController::drawIntro(Picture& picture) const {
  const bool isBlocked =
      domain_ == DomainReach::unreachable && policy_.whenNoController == NoDomainController::block;
  const bool isWarned = domain_ == DomainReach::unreachable && !isBlocked;
  std::vector<Line> lines;
  lines.push_back({own_, 0});
  if (isBlocked) {
    lines.push_back({words().noControllerBlocks, 0});
    lines.push_back({policy_.supportText, 0});
    picture.lines = fitLines(std::move(lines));
    return;
  }
  lines.push_back({words().intro, 1});
  if (isWarned) lines.push_back({words().noController, 0});
  if (person_.account == Account::local) lines.push_back({words().introLocal, 0});
  if (asksName()) {
    lines.push_back({words().introName, 0});
    picture.inputs.push_back({Box::edit, InputKind::text, cap::kUsername, words().userName, {}});
  }
  picture.lines = fitLines(std::move(lines));
  picture.submitLabel = words().next;
}

void FlowController::drawStep(Picture& picture) const {
  const Step& step = shown_.step;
  picture.lines = linesOf(step, own_);
  if (step.choice) {
    picture.hasChoice = true;
    picture.choiceLabel = step.choice->label;
    picture.options = step.choice->options;
    picture.selected = selected_;
  }
  const std::vector<Box> boxes = boxesOf(step.inputs);
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    const Input& input = step.inputs[i];
    picture.inputs.push_back({boxes[i], input.kind, input.maxLength, input.label, input.hint});
  }
  const std::uint64_t age = pc_.nowMs() - shownAt_;
  for (std::size_t i = 0; i < step.links.size(); ++i) {
    if (step.links[i].availableAfterMs <= age) picture.links.push_back({i, step.links[i].label});
  }
  picture.submitLabel = step.submitLabel;
  if (step.kind == StepKind::done) return drawDone(picture);
  if (step.kind == StepKind::stopped) picture.submitLabel = words().again;
}

void FlowController::drawDone(Picture& picture) const {
  picture.signsIn = maySignIn();
  picture.submitLabel = picture.signsIn ? words().signIn : words().close;
  const bool isOfThisPc = person_.account == Account::local;
  picture.lines.push_back(picture.signsIn  ? words().signInOnce
                          : isOfThisPc     ? words().introLocal
                                           : words().useNormalBox);
}

}  // namespace latchkey
