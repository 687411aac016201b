#include <cstdio>
#include <numeric>

#include "train/commands.h"
#include "train/files.h"
#include "train/parameter_file.h"
#include "train/settings.h"

namespace mixgrad::train {
namespace {

constexpr int kProgressEpochs = 10;
constexpr int kValidateOneIn = 20;

}  // namespace

Status pretrain(const Arguments& arguments) {
  const auto data = read_mixture_data(arguments.text("data"));
  if (!data) return data.error();
  auto settings = read_settings(arguments.text("settings"), arguments.all("set"));
  if (!settings) return settings.error();
  settings->shape.molecular = settings->law ? MolecularHeads::laws : MolecularHeads::law_free;
  const std::string out = arguments.text("out");
  if (const Status writable = check_writable(out); !writable) return writable;

  const Split split = one_in(kValidateOneIn, static_cast<int>(data->rows.size()), settings->seed);
  MixtureTask task(*data, split, settings->mixture, settings->shape.pair);
  RunOptions options;
  options.name = "pretrain";
  options.progress = [&](int epoch, double loss, double error) {
    if (epoch % kProgressEpochs != 0) return;
    std::printf("pretrain  epoch %4d/%d  loss %.5f  validation %.4f\n", epoch, settings->epochs, loss, error);
    std::fflush(stdout);
  };
  const auto trained = train_network(task, *settings, options);
  if (!trained) return trained.error();
  return write_parameters(out, trained->network.parameters);
}

}  // namespace mixgrad::train
