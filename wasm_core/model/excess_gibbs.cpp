#include "model/excess_gibbs.h"

namespace mixgrad {
namespace {

/// A molecule as one head alone sees it.
LiquidMolecule of_head(const LiquidMolecule& m, std::size_t head, std::size_t heads) {
  const auto part = [&](const std::vector<float>& all) {
    const auto width = static_cast<std::ptrdiff_t>(all.size() / heads);
    const auto begin = all.begin() + static_cast<std::ptrdiff_t>(head) * width;
    return std::vector<float>(begin, begin + width);
  };
  return {m.molar_mass_g_per_mol, {m.volume[head]}, {m.viscosity[head]},
          part(m.first),          part(m.second),   part(m.place)};
}

/// How much l resembles i rather than j, σ_ijl, by their places; see LiquidMixture.
double resemblance(const LiquidMolecule& i, const LiquidMolecule& j, const LiquidMolecule& l) {
  const auto distance = [](const LiquidMolecule& a, const LiquidMolecule& b) {
    double d = 0;
    for (std::size_t k = 0; k < a.place.size(); ++k) {
      const double apart = double(a.place[k]) - b.place[k];
      d += apart * apart;
    }
    return d;
  };
  const double to_i = distance(l, i), to_j = distance(l, j), both = to_i + to_j;
  return both > 0 ? (to_j - to_i) / both : 0;
}

}  // namespace

ExcessGibbs excess_gibbs(const Architecture<float>& network,
                         const std::vector<const LiquidMolecule*>& molecules) {
  const int n = static_cast<int>(molecules.size());
  const std::size_t heads = network.pairs.size();
  ExcessGibbs out;
  out.heads = static_cast<int>(heads);
  out.orders = network.layout[Surface::gibbs].orders;
  Architecture<float> one = network;
  for (std::size_t head = 0; head < heads; ++head) {
    one.pairs = {network.pairs[head]};
    std::vector<LiquidMolecule> seen;
    std::vector<const LiquidMolecule*> pointers;
    for (const LiquidMolecule* m : molecules) seen.push_back(of_head(*m, head, heads));
    for (const LiquidMolecule& m : seen) pointers.push_back(&m);
    const LiquidMixture mixture(one, pointers);
    for (int i = 0; i < n; ++i) {
      for (int j = i + 1; j < n; ++j) {
        std::vector<double> pair(static_cast<std::size_t>(laws::kGibbsFactors * out.orders), 0.0);
        for (const PairCoefficient& c : mixture.coefficients(i, j)) {
          if (c.surface == Surface::gibbs)
            pair[static_cast<std::size_t>(c.factor * out.orders + c.order)] = c.mean;
        }
        out.coefficient.insert(out.coefficient.end(), pair.begin(), pair.end());
        for (const LiquidMolecule& l : seen)
          out.resemblance.push_back(
              resemblance(seen[static_cast<std::size_t>(i)], seen[static_cast<std::size_t>(j)], l));
      }
    }
  }
  return out;
}

}  // namespace mixgrad
