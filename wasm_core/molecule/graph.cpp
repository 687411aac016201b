#include "molecule/graph.h"

#include <algorithm>
#include <map>

#include "molecule/elements.h"

namespace mixgrad {

std::vector<MolecularGraph> connected_components(const MolecularGraph& graph) {
  const int atom_count = static_cast<int>(graph.atoms.size());
  std::vector<int> label(atom_count);
  for (int i = 0; i < atom_count; ++i) label[i] = i;
  for (bool changed = true; changed;) {  // the lowest index of a component spreads along its bonds
    changed = false;
    for (const Bond& bond : graph.bonds) {
      int& a = label[bond.atom[0]];
      int& b = label[bond.atom[1]];
      if (a == b) continue;
      a = b = std::min(a, b);
      changed = true;
    }
  }

  std::vector<MolecularGraph> components;
  std::vector<int> component_of_label(atom_count, -1);
  std::vector<std::uint16_t> new_index(atom_count);
  for (int i = 0; i < atom_count; ++i) {
    int& component = component_of_label[label[i]];
    if (component < 0) {
      component = static_cast<int>(components.size());
      components.emplace_back();
    }
    new_index[i] = static_cast<std::uint16_t>(components[component].atoms.size());
    components[component].atoms.push_back(graph.atoms[i]);
  }
  for (Bond bond : graph.bonds) {
    MolecularGraph& owner = components[component_of_label[label[bond.atom[0]]]];
    for (std::uint16_t& end : bond.atom) end = new_index[end];
    owner.bonds.push_back(bond);
  }
  return components;
}

double molar_mass_g_per_mol(const MolecularGraph& graph) {
  double mass = 0;
  for (const Atom& atom : graph.atoms) {
    mass += element(atom.element).weight_g_per_mol + atom.hydrogens * element(1).weight_g_per_mol;
  }
  return mass;
}

std::string hill_formula(const MolecularGraph& graph) {
  std::map<std::string, int> count;
  for (const Atom& atom : graph.atoms) {
    ++count[element(atom.element).symbol];
    if (atom.hydrogens > 0) count["H"] += atom.hydrogens;
  }
  std::string formula;
  const auto append = [&](const std::string& symbol, int n) {
    formula += symbol;
    if (n > 1) formula += std::to_string(n);
  };
  if (const auto carbon = count.find("C"); carbon != count.end()) {
    append("C", carbon->second);
    count.erase(carbon);
    if (const auto hydrogen = count.find("H"); hydrogen != count.end()) {
      append("H", hydrogen->second);
      count.erase(hydrogen);
    }
  }
  for (const auto& [symbol, n] : count) append(symbol, n);
  return formula;
}

int net_charge(const MolecularGraph& graph) {
  int charge = 0;
  for (const Atom& atom : graph.atoms) charge += atom.charge;
  return charge;
}

}  // namespace mixgrad
