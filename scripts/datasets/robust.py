"""Robust least squares in plain Python: a smooth trend that gross errors do not move."""

from operator import mul


def _dot(a, b):
    return sum(map(mul, a, b))


def _orthonormal(columns):
    """Gram–Schmidt, twice for accuracy; dependent columns are left out."""
    basis = []
    for column in columns:
        length = _dot(column, column) ** 0.5
        for _ in range(2):
            for q in basis:
                projection = _dot(q, column)
                column = [c - projection * v for c, v in zip(column, q)]
        rest = _dot(column, column) ** 0.5
        if rest > 1e-7 * length:
            basis.append([c / rest for c in column])
    return basis


def _solve(matrix, right):
    """Symmetric positive definite system, by Cholesky."""
    n = len(right)
    lower = [[0.0] * n for _ in range(n)]
    for i in range(n):
        for j in range(i + 1):
            rest = matrix[i][j] - _dot(lower[i][:j], lower[j][:j])
            lower[i][j] = rest**0.5 if i == j else rest / lower[j][j]
    x = list(right)
    for i in range(n):
        x[i] = (x[i] - _dot(lower[i][:i], x[:i])) / lower[i][i]
    for i in reversed(range(n)):
        x[i] = (x[i] - sum(lower[j][i] * x[j] for j in range(i + 1, n))) / lower[i][i]
    return x


def _weighted_fit(basis, y, weights):
    n = len(basis)
    weighted = [list(map(mul, q, weights)) for q in basis]
    # A ridge far below the rows' weight keeps the system definite when most weights vanish.
    ridge = 1e-9 * max(weights)
    matrix = [[_dot(weighted[i], basis[j]) + (ridge if i == j else 0.0) for j in range(n)] for i in range(n)]
    coefficients = _solve(matrix, [_dot(w, y) for w in weighted])
    return [_dot(coefficients, row) for row in zip(*basis)]


def robust_fit(columns, y, sd):
    """Fitted values of y on the columns.

    Least absolute residuals first, by iterated reweighting, because these stand up to many outliers; then
    Tukey's bisquare, which forgets rows farther off than CUT standard deviations.

    columns: features, each one number per row; sd: expected error of each y.
    """
    CUT = 6.0
    basis = _orthonormal(columns)
    precision = [1 / s**2 for s in sd]
    weights = precision
    for iteration in range(40):
        fitted = _weighted_fit(basis, y, weights)
        scaled = [abs(a - b) / s for a, b, s in zip(y, fitted, sd)]
        if iteration < 25:
            weights = [p / max(z, 0.05) for p, z in zip(precision, scaled)]
        else:
            weights = [p * (1 - min(z / CUT, 1.0) ** 2) ** 2 for p, z in zip(precision, scaled)]
            if not any(weights):
                break
    return fitted
