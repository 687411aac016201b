// The molecules a laboratory knows: each is embedded once, and then a name.
#include <algorithm>
#include <cmath>

#include "model/laboratory.h"

namespace mixgrad {
namespace {

/// The ensemble's molar volume at 298.15 K.
double reference_volume_cm3_per_mol(const LiquidMolecule& molecule) {
  double log_volume = 0;
  for (const auto& head : molecule.volume) log_volume += std::log(head.volume_cm3_per_mol);
  return std::exp(log_volume / static_cast<double>(molecule.volume.size()));
}

/// For the library's SMILES, whose marks change nothing else.
std::string without_stereo(std::string smiles) {
  smiles.erase(
      std::remove_if(smiles.begin(), smiles.end(), [](char c) { return c == '@' || c == '/' || c == '\\'; }),
      smiles.end());
  return smiles;
}

}  // namespace

std::vector<float> Laboratory::embed(const EncoderBranch& branch, const GraphFeatures& features) {
  GraphBatch<float> batch;
  batch.append(features);
  embedding_tape_.reset();
  BoundParameters<float> bound(embedding_tape_, model_.network.parameters, false);
  const Var atoms = model_.network.trunk(embedding_tape_, bound, batch);
  const float* z = embedding_tape_.value(branch(embedding_tape_, bound, batch, atoms));
  return {z, z + model_.network.shape.encoder.embedding};
}

Result<int> Laboratory::add_solvent(const std::string& key, const MolecularGraph& graph,
                                    const std::string& smiles) {
  if (const auto known = solvent_index_.find(key); known != solvent_index_.end()) return known->second;
  if (net_charge(graph) != 0)
    return Error{"bad_molecule", "",
                 key + " carries a charge; a solvent is neutral, ions belong under 'salt'"};
  if (connected_components(graph).size() != 1)
    return Error{"bad_molecule", "", key + " is several molecules; give each as a component of its own"};
  const auto features = features_of(graph);
  if (!features) return features.error();

  Solvent solvent;
  solvent.key = key;
  solvent.smiles = smiles;
  solvent.trained = model_.known_ground.has_solvent(key);
  const std::vector<float> as_liquid = embed(model_.network.liquids, *features);
  solvent.liquid = mixgrad::liquid_molecule(model_.network, as_liquid, graph);
  solvent.binding = binding_of(model_.network, false, as_liquid);
  solvent.facts = {solvent.liquid.molar_mass_g_per_mol, reference_volume_cm3_per_mol(solvent.liquid)};
  const std::vector<float> embedding = embed(model_.network.electrolytes, *features);
  const auto walden = walden_terms(solvent.liquid.viscosity);
  // The heads' share of the work that does not depend on composition.
  BoundParameters<float> bound(embedding_tape_, model_.network.parameters, false);
  const Var z = embedding_tape_.constant(embedding.data(), 1, model_.network.shape.encoder.embedding);
  for (const MixtureHead& head : model_.network.heads) {
    const float* c = embedding_tape_.value(head.components(embedding_tape_, bound, z, walden.data()));
    solvent.contribution.insert(solvent.contribution.end(), c, c + head.shape.width);
  }
  solvents_.push_back(std::move(solvent));
  return solvent_index_[key] = static_cast<int>(solvents_.size() - 1);
}

Result<int> Laboratory::add_salt(const std::string& key, const MolecularGraph& graph,
                                 double volume_cm3_per_mol) {
  if (const auto known = salt_index_.find(key); known != salt_index_.end()) return known->second;
  const std::vector<MolecularGraph> ions = connected_components(graph);
  const bool pair = ions.size() == 2 && net_charge(ions[0]) * net_charge(ions[1]) == -1;
  if (!pair)
    return Error{
        "bad_molecule", "",
        key + " is not one cation of charge +1 and one anion of charge −1, as in [Li+].F[P-](F)(F)(F)(F)F"};
  const MolecularGraph& cation = net_charge(ions[0]) > 0 ? ions[0] : ions[1];
  const MolecularGraph& anion = net_charge(ions[0]) > 0 ? ions[1] : ions[0];
  if (cation.atoms.size() != 1 || cation.atoms[0].element != 3)
    return Error{"refused", "", "the model knows lithium salts only; " + key + " has another cation"};
  const auto cation_features = features_of(cation), anion_features = features_of(anion);
  if (!cation_features) return cation_features.error();
  if (!anion_features) return anion_features.error();

  Salt salt;
  salt.key = key;
  salt.facts = {molar_mass_g_per_mol(graph),
                volume_cm3_per_mol > 0 ? volume_cm3_per_mol : estimated_molar_volume_cm3_per_mol(graph)};
  const std::vector<float> z_cation = embed(model_.network.electrolytes, *cation_features),
                           z_anion = embed(model_.network.electrolytes, *anion_features);
  salt.binding = binding_of(model_.network, true, z_anion);
  const int embedding = model_.network.shape.encoder.embedding;
  BoundParameters<float> bound(embedding_tape_, model_.network.parameters, false);
  const Var cations = embedding_tape_.constant(z_cation.data(), 1, embedding);
  const Var anions = embedding_tape_.constant(z_anion.data(), 1, embedding);
  for (const MixtureHead& head : model_.network.heads) {
    const float* q = embedding_tape_.value(head.salts(embedding_tape_, bound, cations, anions));
    salt.contribution.insert(salt.contribution.end(), q, q + head.shape.width);
  }
  salts_.push_back(std::move(salt));
  return salt_index_[key] = static_cast<int>(salts_.size() - 1);
}

Result<int> Laboratory::solvent(const std::string& key) {
  if (const auto known = solvent_index_.find(key); known != solvent_index_.end()) return known->second;
  const Species* species = find_species(key);
  if (!species)
    return Error{"unknown_species", "",
                 "'" + key + "' is not in the built-in library; give its SMILES under 'smiles' instead"};
  if (species->role != Role::solvent)
    return Error{"unknown_species", "", species->id + " is a salt; it belongs under 'salt'"};
  return add_solvent(species->id, species->graph, without_stereo(species->smiles));
}

Result<int> Laboratory::salt(const std::string& key) {
  if (const auto known = salt_index_.find(key); known != salt_index_.end()) return known->second;
  const Species* species = find_species(key);
  if (!species)
    return Error{"unknown_species", "",
                 "'" + key + "' is not in the built-in library; give its SMILES under 'smiles' instead"};
  if (species->role != Role::salt)
    return Error{"unknown_species", "", species->id + " is a solvent; it belongs under 'components'"};
  return add_salt(species->id, species->graph, species->molar_volume_cm3_per_mol);
}

}  // namespace mixgrad
